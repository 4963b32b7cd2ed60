/** What a target group forwards to. */

/** Tasks of a container service. */
export interface TaskTarget {
  readonly kind: "tasks";
  readonly label: string;
  /** Port of the next healthy task on this machine; undefined when there is none. */
  pick(): number | undefined;
  /** Why the load balancer's connections do not get there; undefined when they do. */
  readonly blocked?: string;
}

/** What came of an invocation. */
export type Invocation =
  | { readonly kind: "result"; readonly payload: string }
  | { readonly kind: "failed"; readonly message: string };

/** A function. */
export interface FunctionTarget {
  readonly kind: "function";
  readonly label: string;
  readonly multiValueHeaders: boolean;
  invoke(event: object): Promise<Invocation>;
  /** Why the load balancer may not invoke it; undefined when it may. */
  readonly blocked?: string;
}

export type Target = TaskTarget | FunctionTarget;
