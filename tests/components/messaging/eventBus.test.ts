import assert from "node:assert/strict";
import { policyDocument } from "../../../components/internal/policyDocument";
import { EventBus, type EventBusArgs } from "../../../components/messaging/eventBus";
import { childrenOf, find, record, valueOf } from "../../helpers/recordingMocks";
import {
  alarmTopicArn,
  allow,
  allowService,
  deadLetterAlarm,
  document,
  keyArn,
  messaging,
  onlyOverTls,
} from "./messagingFixture";

const arn = "arn:mock:store-bus";

async function recordBus(makeArgs: () => EventBusArgs = () => ({})) {
  const recorded = await record(() => new EventBus("store", makeArgs()));
  return {
    ...recorded,
    children: childrenOf(recorded.registrations, "messaging:EventBus", "store"),
  };
}

describe("EventBus", () => {
  it("keeps what passed for thirty days, and lets nobody in from outside", async () => {
    const { children, result } = await recordBus();
    assert.deepEqual(children, {
      "aws:cloudwatch:EventBus store-bus": {},
      "aws:cloudwatch:EventArchive store-archive": { eventSourceArn: arn, retentionDays: 30 },
    });
    assert.ok(result.archiveArn);
    assert.equal(result.registryName, undefined);
  });

  it("keeps events for as long as it is told, or not at all", async () => {
    const year = await recordBus(() => ({ archive: { retentionDays: 365 } }));
    const archive = year.children["aws:cloudwatch:EventArchive store-archive"];
    assert.equal(archive?.["retentionDays"], 365);
    const none = await recordBus(() => ({ archive: "none" }));
    assert.deepEqual(Object.keys(none.children), ["aws:cloudwatch:EventBus store-bus"]);
    assert.equal(none.result.archiveArn, undefined);
  });

  it("under a key of its own keeps what that cannot encrypt in a queue under another", async () => {
    const { children } = await recordBus(() => ({ key: messaging().key, alarmTopicArn }));
    const deadArn = "arn:mock:store-dead";
    assert.deepEqual(children["aws:cloudwatch:EventBus store-bus"], {
      kmsKeyIdentifier: keyArn,
      deadLetterConfig: { arn: deadArn },
    });
    assert.deepEqual(children["aws:cloudwatch:EventArchive store-archive"], {
      ...{ eventSourceArn: arn, retentionDays: 30, kmsKeyIdentifier: keyArn },
    });
    assert.deepEqual(children["aws:sqs:Queue store-dead"], {
      sqsManagedSseEnabled: true,
      messageRetentionSeconds: 1_209_600,
    });
    assert.deepEqual(
      children["aws:sqs:QueuePolicy store-dead-policy"]?.["policy"],
      document(
        allowService("events.amazonaws.com", "FromBus", ["sqs:SendMessage"], deadArn, {
          ArnEquals: { "aws:SourceArn": arn },
        }),
        onlyOverTls("sqs:*", deadArn),
      ),
    );
    assert.deepEqual(
      children["aws:cloudwatch:MetricAlarm store-dead-alarm"],
      deadLetterAlarm("store-dead", "Event bus store: events that its key did not encrypt"),
    );
  });

  it("holds the schemas of its events in a registry, and learns them only when told to", async () => {
    const schema = { $schema: "http://json-schema.org/draft-04/schema#", type: "object" };
    const { children, result } = await recordBus(() => ({
      schemas: { "shop.orders@OrderPlaced": schema },
      discoversSchemas: true,
    }));
    assert.deepEqual(children["aws:schemas:Schema store-schemas-shop.orders@OrderPlaced"], {
      name: "shop.orders@OrderPlaced",
      registryName: "store-schemas",
      type: "JSONSchemaDraft4",
      content: schema,
    });
    assert.deepEqual(children["aws:schemas:Discoverer store-discoverer"], { sourceArn: arn });
    assert.ok(result.registryName);
  });

  it("lets in one account with its own sources, and an organisation by its id", async () => {
    const { children } = await recordBus(() => ({
      publishers: [
        { kind: "account", accountId: "111122223333", sources: ["partner.payments"] },
        { kind: "account", accountId: "444455556666" },
        { kind: "organization", organizationId: "o-a1b2c3d4e5" },
      ],
    }));
    const puts = ["events:PutEvents"];
    const root = (account: string) => ({ AWS: `arn:aws:iam::${account}:root` });
    assert.deepEqual(children["aws:cloudwatch:EventBusPolicy store-policy"], {
      eventBusName: "store-bus",
      policy: document(
        {
          ...allow("Account111122223333", puts, arn, {
            StringEquals: { "events:source": ["partner.payments"] },
          }),
          Principal: root("111122223333"),
        },
        { ...allow("Account444455556666", puts, arn), Principal: root("444455556666") },
        {
          ...allow("OrganizationOA1b2c3d4e5", puts, arn, {
            StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" },
          }),
          Principal: "*",
        },
      ),
    });
  });

  it("gives who publishes its name, and putting events on it", async () => {
    const { result } = await recordBus();
    const { environment, statements } = result.grant("publishes");
    assert.deepEqual(
      JSON.parse(await valueOf(policyDocument(statements))),
      document(allow("PublishesStoreBus", ["events:PutEvents"], arn)),
    );
    assert.deepEqual(Object.keys(environment), ["STORE_BUS_NAME"]);
  });

  for (const protect of [true, undefined]) {
    it(`is ${protect ? "" : "not "}protected, and its archive, when protect is ${protect ?? "absent"}`, async () => {
      const { registrations } = await recordBus(() => ({ protect }));
      for (const type of ["eventBus:EventBus", "eventArchive:EventArchive"]) {
        assert.equal(find(registrations, `aws:cloudwatch/${type}`).protect, protect ?? false, type);
      }
    });
  }
});
