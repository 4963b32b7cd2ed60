/** Entry of the catalog's migrations: brings its database to what `migrations/` says, and exits 0 or 1. */
import { join } from "node:path";
import * as z from "zod";
import { environmentOrExit } from "../platform/env";
import { runMigrations } from "../platform/migrations/run";
import {
  hostVariable,
  nameVariable,
  portVariable,
  secretVariable,
  signInEnvironment,
  userVariable,
} from "../platform/serverEnvironment";
import { productSchema } from "./product";
import products from "./products.json";
import { seedProducts } from "./seed";

const environment = environmentOrExit(
  z.object({
    NODE_EXTRA_CA_CERTS: signInEnvironment.shape.NODE_EXTRA_CA_CERTS,
    CATALOG_DB_HOST: hostVariable("the catalog's database"),
    CATALOG_DB_PORT: portVariable("the catalog's database"),
    CATALOG_DB_NAME: nameVariable("the database"),
    CATALOG_DB_USER: userVariable("the database"),
    CATALOG_DB_SECRET_ARN: secretVariable,
    CATALOG_DB_READER: nameVariable("the user that may only read"),
    CATALOG_DB_WRITER: nameVariable("the user that may read and write"),
    SEED_DATA: z.enum(["true", "false"]).default("false").describe("true or false"),
  }),
  process.env,
);

void runMigrations({
  folder: join(__dirname, "migrations"),
  server: {
    host: environment.CATALOG_DB_HOST,
    port: environment.CATALOG_DB_PORT,
    database: environment.CATALOG_DB_NAME,
    user: environment.CATALOG_DB_USER,
    extraCertificates: environment.NODE_EXTRA_CA_CERTS,
  },
  secretArn: environment.CATALOG_DB_SECRET_ARN,
  users: { reader: environment.CATALOG_DB_READER, writer: environment.CATALOG_DB_WRITER },
  ...(environment.SEED_DATA === "true" && {
    seed: (client) => seedProducts(client, z.array(productSchema).parse(products)),
  }),
});
