/** What lets requests in and hands them to the services: the shared load balancer, or an API Gateway. */
import type * as lb from "@pulumi/aws/lb";
import type * as pulumi from "@pulumi/pulumi";
import type { Route } from "../../services/contract";

/** Where CloudFront finds the API. */
export type ApiOrigin =
  /** A load balancer inside the VPC, which CloudFront reaches as a VPC origin. */
  | {
      readonly kind: "vpc";
      readonly arn: pulumi.Output<string>;
      readonly domainName: pulumi.Output<string>;
    }
  /** A public endpoint that takes only requests with a secret header, which CloudFront adds. */
  | {
      readonly kind: "public";
      readonly domainName: pulumi.Output<string>;
      /** Path that every request is put below, such as `/live`, or empty. */
      readonly path: pulumi.Output<string>;
      readonly secretHeader: {
        readonly name: string;
        /** A secret. */
        readonly value: pulumi.Output<string>;
      };
    };

/** Where a service's tasks or pods are registered. */
export interface TaskTargets {
  /** Takes the requests. */
  readonly production: lb.TargetGroup;
  /** The second group of a release that shifts traffic; ECS swaps the two. @default none */
  readonly alternate?: lb.TargetGroup;
}

/** Where new tasks are asked before the traffic reaches them. */
export interface TestEndpoint {
  /** Name to connect to. */
  readonly hostname: pulumi.Output<string>;
  /** Name that the certificate carries, which the connection must ask for. */
  readonly serverName: string;
  readonly port: number;
  /** Security group of the load balancer, which lets in nobody on this port until a rule says so. */
  readonly securityGroupId: pulumi.Output<string>;
}

/** What sends requests to a service's tasks. */
export interface TaskRules {
  /** Listener rule of each route, in the order of the routes. ECS refuses a target group that no listener uses yet. */
  readonly production: readonly lb.ListenerRule[];
  /** Rules of the test listener, which reach the new tasks before the traffic does; none without `alternate`. */
  readonly test: readonly lb.ListenerRule[];
  /** How CloudWatch and Application Auto Scaling call the load balancer, such as `app/api/50dc6c495c0c9188`. */
  readonly loadBalancerArnSuffix: pulumi.Output<string>;
  /** Where the test listener answers. @default none without `alternate` */
  readonly testEndpoint?: TestEndpoint;
}

/** A function's alias that answers requests. */
export interface FunctionTarget {
  /** The service's name, with which the names of all resources begin. */
  readonly name: string;
  readonly functionName: pulumi.Output<string>;
  readonly aliasName: pulumi.Output<string>;
  readonly aliasArn: pulumi.Output<string>;
  /** ARN by which API Gateway invokes the alias. */
  readonly aliasInvokeArn: pulumi.Output<string>;
  /** The service's component, parent of what connects it. */
  readonly parent: pulumi.ComponentResource;
}

/** The way in. Services say which routes they answer; the ingress knows how requests get there. */
export interface Ingress {
  readonly origin: ApiOrigin;
  /**
   * Security group that requests to tasks come from.
   *
   * @throws ArgumentError when the ingress has no load balancer, which tasks need
   */
  readonly taskPeerSecurityGroupId: pulumi.Output<string>;
  /** Sends the requests of `routes` to tasks. */
  routeToTasks(routes: readonly Route[], targets: TaskTargets): TaskRules;
  /** Sends the requests of `routes` to a function, and lets the ingress, nobody else, invoke it. */
  routeToFunction(routes: readonly Route[], target: FunctionTarget): void;
}
