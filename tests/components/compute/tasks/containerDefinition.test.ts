import assert from "node:assert/strict";
import { containerDefinition } from "../../../../components/compute/tasks/containerDefinition";

const args = {
  name: "orders",
  image: "registry/orders@sha256:0",
  environment: { SERVICE_NAME: "orders" },
  healthPath: "/health",
  logGroupName: "orders-logs",
  region: "eu-west-1",
  stopTimeoutSeconds: 30,
};

describe("containerDefinition", () => {
  it("runs as a plain user on a read-only file system, checked and logged", () => {
    assert.deepEqual(containerDefinition(args), {
      name: "orders",
      image: "registry/orders@sha256:0",
      essential: true,
      user: "1000:1000",
      readonlyRootFilesystem: true,
      linuxParameters: { initProcessEnabled: true },
      portMappings: [{ containerPort: 8080, protocol: "tcp" }],
      environment: [{ name: "SERVICE_NAME", value: "orders" }],
      healthCheck: {
        command: [
          "CMD",
          "node",
          "-e",
          'fetch("http://127.0.0.1:8080/health").then(r=>process.exit(r.ok?0:1),()=>process.exit(1))',
        ],
        interval: 10,
        timeout: 5,
        retries: 3,
        startPeriod: 10,
      },
      stopTimeout: 30,
      logConfiguration: {
        logDriver: "awslogs",
        options: {
          "awslogs-group": "orders-logs",
          "awslogs-region": "eu-west-1",
          "awslogs-stream-prefix": "orders",
          mode: "non-blocking",
          "max-buffer-size": "4m",
        },
      },
    });
  });

  it("sorts the variables by name, so that the order of links changes nothing", () => {
    const environment = { ZEBRA: "z", CARTS_TABLE_NAME: "carts" };
    assert.deepEqual(
      containerDefinition({ ...args, environment }).environment.map(({ name }) => name),
      ["CARTS_TABLE_NAME", "ZEBRA"],
    );
  });

  it("quotes the health path for the script that asks for it", () => {
    const { command } = containerDefinition({ ...args, healthPath: '/a"b' }).healthCheck;
    assert.match(String(command[3]), /^fetch\("http:\/\/127\.0\.0\.1:8080\/a\\"b"\)/);
  });

  it("says no more than that to a task definition when nothing more is asked for", () => {
    assert.deepEqual(
      containerDefinition({ ...args, secrets: [], temporaryStorageMiB: 0, namesPort: false }),
      containerDefinition(args),
    );
  });

  it("gives a writable /tmp in memory, on which nothing can be run", () => {
    assert.deepEqual(containerDefinition({ ...args, temporaryStorageMiB: 64 }).linuxParameters, {
      initProcessEnabled: true,
      tmpfs: [{ containerPath: "/tmp", size: 64, mountOptions: ["nodev", "noexec", "nosuid"] }],
    });
  });

  it("names the port when Service Connect asks for it", () => {
    assert.deepEqual(containerDefinition({ ...args, namesPort: true }).portMappings, [
      { containerPort: 8080, protocol: "tcp", name: "http", appProtocol: "http" },
    ]);
  });

  it("lets a slow starter start", () => {
    assert.equal(containerDefinition({ ...args, startSeconds: 90 }).healthCheck.startPeriod, 90);
  });
});
