-- Products, and the tags that group them.

-- Orders of names as people expect them: "Tent 2" before "Tent 10", upper and lower case together. They
-- are ICU's, so that neither the server's language nor its C library decides. Names that ICU takes for
-- equal are equal here too, and the id decides between them.
CREATE COLLATION people_order (provider = icu, locale = 'en-u-kn-true', deterministic = false);
-- The same for ids, of which no two are equal.
CREATE COLLATION id_order (provider = icu, locale = 'en-u-kn-true');

CREATE TABLE products (
  id text COLLATE id_order PRIMARY KEY CHECK (id <> ''),
  name text COLLATE people_order NOT NULL,
  description text NOT NULL,
  -- Whole US dollars.
  price integer NOT NULL CHECK (price >= 0)
);

-- One index for each order; reversed, PostgreSQL reads it backwards and sorts the few that are equal.
CREATE INDEX products_by_name ON products (name, id);
CREATE INDEX products_by_price ON products (price, name, id);

CREATE TABLE tags (
  name text PRIMARY KEY,
  display_name text COLLATE people_order NOT NULL
);

CREATE TABLE product_tags (
  product_id text COLLATE id_order NOT NULL REFERENCES products ON DELETE CASCADE,
  tag_name text NOT NULL REFERENCES tags,
  -- Place among the product's tags.
  position integer NOT NULL,
  PRIMARY KEY (product_id, position),
  UNIQUE (product_id, tag_name)
);

CREATE INDEX product_tags_by_tag ON product_tags (tag_name, product_id);
