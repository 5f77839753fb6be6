-- Each entry of a creditor's list of sites is one origin: two in one entry, parted by a space, would be two to a browser.
ALTER TABLE creditors DROP CONSTRAINT creditors_chat_origins_shape;
ALTER TABLE creditors ADD CONSTRAINT creditors_chat_origins_shape CHECK (
  cardinality(chat_origins) <= 50
  AND cardinality(chat_origins) = cardinality(string_to_array(array_to_string(chat_origins, ' ', '?'), ' '))
  AND array_to_string(chat_origins, ' ', '?')
    ~ '^((https://[a-z0-9]([a-z0-9.-]*[a-z0-9])?|http://(localhost|127\.0\.0\.1))(:[1-9][0-9]{0,4})?( |$))*$');
