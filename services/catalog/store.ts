import { type DynamoDBDocumentClient, GetCommand, paginateScan } from "@aws-sdk/lib-dynamodb";
import type { Logger } from "../platform/logger";
import { type Product, productSchema } from "./product";

/** Where the products are. */
export interface ProductStore {
  /** Every product, in no particular order. */
  products(): Promise<readonly Product[]>;
  /** One product; undefined when there is none with this id. */
  product(id: string): Promise<Product | undefined>;
}

export interface DynamoProductStoreOptions {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly logger: Logger;
}

/**
 * Products in a DynamoDB table. Needs `dynamodb:GetItem` and `dynamodb:Scan` on it.
 *
 * An item that is not a product is left out and logged: one bad item must not close the shop.
 */
export function dynamoProductStore(options: DynamoProductStoreOptions): ProductStore {
  const { client, tableName, logger } = options;

  const toProduct = (item: Record<string, unknown>): Product[] => {
    const result = productSchema.safeParse(item);
    if (result.success) {
      return [result.data];
    }
    const fields = result.error.issues.map(({ path }) => path.join(".")).join(", ");
    logger.warn("malformed product left out", { productId: String(item.id), fields });
    return [];
  };

  return {
    async products() {
      const products: Product[] = [];
      for await (const page of paginateScan({ client }, { TableName: tableName })) {
        products.push(...(page.Items ?? []).flatMap(toProduct));
      }
      return products;
    },
    async product(id) {
      const { Item } = await client.send(new GetCommand({ TableName: tableName, Key: { id } }));
      return Item === undefined ? undefined : toProduct(Item)[0];
    },
  };
}
