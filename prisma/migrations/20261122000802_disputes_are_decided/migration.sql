-- A dispute ends by a decision alone: that the accounts settled its line is a reason to look, and no answer.
ALTER TABLE disputes DROP CONSTRAINT disputes_status_known;
ALTER TABLE disputes ADD CONSTRAINT disputes_status_known CHECK (
  status IN ('open', 'investigating', 'accepted', 'partly-accepted', 'rejected', 'withdrawn'));
