"""The tables of an index file, and how its values are written there."""

from __future__ import annotations

from kg.link.items import KINDS

FORMAT = 2
"""Raised whenever a reader of the older format would not understand the file."""

HOW = (
    "label",
    "alias",
    "legal form cut",
    "qualifier cut",
    "club word cut",
    "middle name cut",
    "nickname",
    "surname",
    "acronym",
)
"""How a name is an item's name; the index keeps the place in this list, so only ever append to it.

Up to `alias` a source says so; the others were made by a rule of `kg.link.generated`.
"""

KIND_NUMBER = {kind: number for number, kind in enumerate(KINDS)}

TABLES = """
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE item (
  id INTEGER PRIMARY KEY,   -- the number of the Q-id
  label TEXT NOT NULL,
  aliases TEXT,             -- one a line
  description TEXT,
  kind INTEGER NOT NULL,
  types TEXT,               -- numbers of Q-ids, with spaces between
  enwiki TEXT,
  popularity REAL NOT NULL,
  facts TEXT                -- JSON: {name: [[text or null, number of a Q-id or null], ...]}
);
CREATE TABLE name (
  key TEXT NOT NULL,        -- see kg.link.normalization
  item INTEGER NOT NULL,
  how INTEGER NOT NULL,
  kind INTEGER NOT NULL,    -- the item's, and so is the popularity: one look-up reads one page
  popularity REAL NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (key, item)
) WITHOUT ROWID;
CREATE TABLE spelling (id INTEGER PRIMARY KEY, key TEXT NOT NULL);
CREATE TABLE segment (
  hash INTEGER NOT NULL,    -- of a part of a spelling and its place; see kg.link.segments
  key TEXT NOT NULL,        -- the spelling itself and no number: a look-up meets a hundred, most of them in vain
  PRIMARY KEY (hash, key)
) WITHOUT ROWID;
CREATE VIRTUAL TABLE word USING fts5(key, content='', columnsize=0, detail=none, tokenize='unicode61');
"""
