-- Search for words anywhere in name, description or tag, in upper or lower case.

CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- In lower case by the rules of Unicode, which are ICU's, and compared byte by byte.
ALTER TABLE products
  ADD COLUMN search_name text COLLATE "C"
    GENERATED ALWAYS AS (lower(name COLLATE "und-x-icu")) STORED,
  ADD COLUMN search_text text COLLATE "C"
    GENERATED ALWAYS AS (lower((name || E'\n' || description) COLLATE "und-x-icu")) STORED;

ALTER TABLE tags
  ADD COLUMN search_text text COLLATE "C"
    GENERATED ALWAYS AS (lower(display_name COLLATE "und-x-icu")) STORED;

-- Finds a word of three letters or more without reading every product.
CREATE INDEX products_by_word ON products USING gin (search_text gin_trgm_ops);
