-- Who of those who answer for what is owed looks after the account: a handle, as the accounts name it.
ALTER TABLE debtors ADD collector text;
