-- What the language model was asked for a creditor on a day: so many requests, and so many tokens, those of requests under way as they were estimated.
CREATE TABLE model_use (
  creditor_id uuid NOT NULL REFERENCES creditors,
  on_date date NOT NULL, -- in the creditor's zone
  requests integer NOT NULL,
  tokens bigint NOT NULL,
  PRIMARY KEY (creditor_id, on_date),
  CONSTRAINT model_use_counted CHECK (requests > 0 AND tokens >= 0)
);

SELECT isolate_tenants();
REVOKE TRUNCATE, REFERENCES, TRIGGER, DELETE ON model_use FROM solde_app;
