-- From which file a document came that is called after its file. Made when somebody writes: a corpus to which
-- nobody has added since has none.
CREATE TABLE IF NOT EXISTS document_files (
    document_id INTEGER PRIMARY KEY REFERENCES documents ON DELETE CASCADE,
    file        TEXT NOT NULL UNIQUE       -- its path, from the root; with `:` and a line or number of several
) STRICT;
