/** A shelf of the shop. */
export interface Tag {
  readonly name: string;
  readonly displayName: string;
}

export interface Product {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** Whole US dollars. */
  readonly price: number;
  readonly tags: readonly Tag[];
}

/** One line of a cart. */
export interface CartItem {
  /** Id of the product. */
  readonly itemId: string;
  readonly quantity: number;
  /** Whole US dollars. */
  readonly unitPrice: number;
}

export interface Cart {
  readonly customerId: string;
  readonly items: readonly CartItem[];
}
