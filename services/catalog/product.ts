import * as z from "zod";

/** A label that groups products. */
export const tagSchema = z.object({ name: z.string(), displayName: z.string() });

/** A product, as stored and as answered. */
export const productSchema = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  /** Whole US dollars. */
  price: z.int().min(0),
  tags: z.array(tagSchema),
});

export type Tag = z.infer<typeof tagSchema>;
export type Product = z.infer<typeof productSchema>;
