/** Programs that run with secrets in the open, as root, behind plain HTTP. */
import * as apigateway from "@pulumi/aws/apigateway";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as ecs from "@pulumi/aws/ecs";
import * as eks from "@pulumi/aws/eks";
import type * as iam from "@pulumi/aws/iam";
import * as lambda from "@pulumi/aws/lambda";
import * as lb from "@pulumi/aws/lb";
import type { OpenNetwork } from "./network";

function createTasks(network: OpenNetwork, role: iam.Role, targets: lb.TargetGroup): void {
  const cluster = new ecs.Cluster("services", {
    settings: [{ name: "containerInsights", value: "disabled" }],
  });
  const task = new ecs.TaskDefinition("orders", {
    ...{ family: "orders", cpu: "256", memory: "512", networkMode: "awsvpc" },
    ...{ requiresCompatibilities: ["FARGATE"], executionRoleArn: role.arn, taskRoleArn: role.arn },
    containerDefinitions: JSON.stringify([
      {
        ...{ name: "app", image: "example.com/orders:latest", user: "root", privileged: true },
        environment: [{ name: "DB_PASSWORD", value: "correct-horse-battery" }],
      },
    ]),
  });
  new ecs.Service("orders", {
    ...{ cluster: cluster.arn, taskDefinition: task.arn, launchType: "FARGATE", desiredCount: 1 },
    loadBalancers: [{ targetGroupArn: targets.arn, containerName: "app", containerPort: 8080 }],
    networkConfiguration: {
      ...{ subnets: network.subnetIds, securityGroups: [network.webGroup.id] },
      assignPublicIp: true,
    },
  });
}

function createFunctions(role: iam.Role): void {
  const report = new lambda.Function("report", {
    ...{ role: role.arn, runtime: "nodejs16.x", handler: "index.handler", timeout: 30 },
    ...{ s3Bucket: "vulnerable-shop-code", s3Key: "report.zip" },
    environment: { variables: { API_SECRET_KEY: "tk-4711-open" } },
  });
  new lambda.FunctionUrl("report-url", {
    functionName: report.name,
    authorizationType: "NONE",
  });
  new lambda.Permission("report-from-anybody", {
    ...{ function: report.name, action: "lambda:InvokeFunction", principal: "s3.amazonaws.com" },
  });
  const api = new apigateway.RestApi("partners", { name: "partners" });
  new apigateway.Method("partners-orders", {
    ...{ restApi: api.id, resourceId: api.rootResourceId, httpMethod: "GET" },
    authorization: "NONE",
  });
  new apigateway.Stage("partners-live", {
    ...{ restApi: api.id, deployment: "live", stageName: "live" },
  });
  new cloudwatch.LogGroup("report-logs", { name: "/shop/report" });
}

export function createServices(
  network: OpenNetwork,
  role: iam.Role,
): { readonly balancer: lb.LoadBalancer } {
  const balancer = new lb.LoadBalancer("api", {
    ...{ loadBalancerType: "application", internal: false },
    ...{ subnets: network.subnetIds, securityGroups: [network.webGroup.id] },
    ...{ dropInvalidHeaderFields: false, desyncMitigationMode: "monitor" },
  });
  const targets = new lb.TargetGroup("orders", {
    ...{ protocol: "HTTP", port: 8080, targetType: "ip" },
  });
  new lb.Listener("api-http", {
    ...{ loadBalancerArn: balancer.arn, protocol: "HTTP", port: 80 },
    defaultActions: [{ type: "forward", targetGroupArn: targets.arn }],
  });
  createTasks(network, role, targets);
  createFunctions(role);
  new eks.Cluster("batch", {
    roleArn: role.arn,
    version: "1.24",
    vpcConfig: { ...{ subnetIds: network.subnetIds }, endpointPublicAccess: true },
  });
  return { balancer };
}
