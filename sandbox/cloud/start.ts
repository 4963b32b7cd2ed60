/** Starts a deployed stack on this machine, in order, and undoes whatever was started when a step fails. */
import path from "node:path";
import { type Clients, createClients } from "./clients";
import { type Directories, prepareDirectories } from "./directories";
import { FrontDoor } from "./frontDoor";
import type { TokenDesk } from "./identity/tokens/desk";
import { openTokens } from "./identity/tokens/open";
import { Logs } from "./log";
import { materialise } from "./materialise";
import { withLocalQueues } from "./messaging/addresses";
import { QueueWatch } from "./messaging/watch";
import { ensureEmulatorInstalled } from "./ministack/install";
import { type RunningEmulator, startEmulator } from "./ministack/emulator";
import { type CloudModel, readCloudModel } from "./model";
import { ProcessRegistry } from "./processes";
import { Reporter } from "./reporter";
import { DataServers } from "./servers/dataServers";
import { withDataServers } from "./servers/localModel";
import { emulatorSignIn } from "./servers/signIn";
import { Services } from "./services";
import { AssetReader } from "./state/assets";
import { DeployedStack } from "./state/deployedStack";
import { EcsAgent } from "./tasks/agent";
import { Teardown } from "./teardown";
import { TraceCollector } from "./traces/collector";
import { type CloudPhase, type RunningCloud, type StartCloudOptions } from "./types";
import { type WiredCloud, wire } from "./wiring";

const DRAIN_MS = 5_000;
const TASK_STOP_MS = 15_000;
const EMULATOR_STOP_MS = 10_000;
/** Longest wait for the first healthy task; what is not healthy then is shown as it is. */
const SETTLE_MS = 30_000;

/** One start, with everything it has made so far. */
class Start {
  readonly #options: StartCloudOptions;
  readonly #directories: Directories;
  readonly #teardown: Teardown;
  readonly #registry: ProcessRegistry;
  readonly #logs: Logs;
  readonly #reporter: Reporter;

  constructor(
    options: StartCloudOptions,
    directories: Directories,
    teardown: Teardown,
    registry: ProcessRegistry,
  ) {
    this.#options = options;
    this.#registry = registry;
    this.#directories = directories;
    this.#teardown = teardown;
    this.#logs = new Logs(path.join(directories.data, "..", "logs"));
    teardown.add(() => this.#logs.close());
    this.#reporter = new Reporter(this.#logs.of("sandbox"), options.onEvent);
  }

  async run(): Promise<RunningCloud> {
    const reporter = this.#reporter;
    const stack = new DeployedStack(this.#options.state);
    const declared = await this.#step("read state", () => Promise.resolve(readCloudModel(stack)));
    const door = await this.#openFrontDoor();
    const tokens = await openTokens(declared, this.#directories.data);
    this.#teardown.add(() => tokens.close());
    const { emulator, servers } = await this.#step("emulator", () =>
      this.#startServers(tokens.model),
    );
    const withQueues = withLocalQueues(
      await withDataServers(tokens.model, servers),
      emulator.access.endpoint,
    );
    const collector = await this.#startCollector(withQueues);
    const model = collector?.collectingFrom(withQueues) ?? withQueues;
    const clients = createClients(emulator.access);
    this.#teardown.add(() => {
      clients.destroy();
      return Promise.resolve();
    });
    const assets = new AssetReader(this.#directories.project, (message) => {
      reporter.warn("assets", message);
    });
    const passwords = await this.#step("resources", () =>
      materialise(clients, model, assets, {
        progress: (message) => {
          reporter.progress(message);
        },
        warn: (source, message) => {
          reporter.warn(source, message);
        },
      }),
    );
    if (servers.status().length > 0) {
      await this.#step("databases and caches", () =>
        servers.prepare(emulatorSignIn(emulator.access), passwords),
      );
    }
    // From here on the model's addresses can be signed in to: by one-off tasks first, then by services.
    const { services, wired } = await this.#step("services", () =>
      this.#startServices(model, emulator, clients, tokens.desk),
    );
    const watch = await QueueWatch.start(clients.sqs, model.messaging.queues, reporter);
    this.#teardown.add(() => watch.stop());
    await this.#step("front door", () => {
      door.serve((request) => wired.edge.handle(request));
      return Promise.resolve();
    });
    // Closed first when the cloud stops, so that no new request meets a stopping service.
    this.#teardown.add(() => door.close(DRAIN_MS));
    return {
      url: door.url,
      services: () => [...services.status(), ...servers.status()],
      queues: () => watch.status(),
      ...(collector === undefined ? {} : { tracesUrl: collector.url }),
      stop: () => this.#teardown.run(),
    };
  }

  /** A phase, unless the start is to give up. */
  #step<Result>(phase: CloudPhase, work: () => Promise<Result>): Promise<Result> {
    this.#options.signal?.throwIfAborted();
    return this.#reporter.phase(phase, work);
  }

  async #openFrontDoor(): Promise<FrontDoor> {
    const door = new FrontDoor((message) => {
      this.#reporter.warn("front door", message);
    });
    await door.listen(this.#options.port);
    this.#teardown.add(() => door.close(0));
    return door;
  }

  async #startCollector(model: CloudModel): Promise<TraceCollector | undefined> {
    const collector = await TraceCollector.start(model);
    this.#teardown.add(() => collector?.stop() ?? Promise.resolve());
    return collector;
  }

  /** The emulator, and beside it the databases and caches. */
  async #startServers(model: CloudModel) {
    const { cacheDirectory, signal } = this.#options;
    const progress = (message: string) => {
      this.#reporter.progress(message);
    };
    const python = await ensureEmulatorInstalled(cacheDirectory, progress, signal);
    // Both are waited for, so that none is left when the other fails.
    const [emulator, servers] = await Promise.allSettled([
      this.#startEmulator(model, python),
      this.#startDataServers(model, python, progress),
    ]);
    if (emulator.status === "rejected") throw emulator.reason;
    if (servers.status === "rejected") throw servers.reason;
    return { emulator: emulator.value, servers: servers.value };
  }

  async #startDataServers(
    { databases, caches, network, accountId, region }: CloudModel,
    python: string,
    progress: (message: string) => void,
  ): Promise<DataServers> {
    const servers = await DataServers.start({
      ...{ databases, caches, accountId, region, python, progress },
      rules: network.rules,
      dataDirectory: this.#directories.data,
      cacheDirectory: this.#options.cacheDirectory,
      signal: this.#options.signal,
      logs: this.#logs,
      onPid: (pid) => {
        this.#registry.serverStarted(pid);
      },
      warn: (source, message) => {
        this.#reporter.warn(source, message);
      },
    });
    this.#teardown.add(() => servers.stop());
    return servers;
  }

  async #startEmulator(
    { accountId, region }: CloudModel,
    python: string,
  ): Promise<RunningEmulator> {
    const { data, run } = this.#directories;
    const emulator = await startEmulator({
      python,
      dataDirectory: data,
      runDirectory: run,
      accountId,
      region,
      log: this.#logs.of("emulator"),
      onPid: (pid) => {
        this.#registry.emulatorStarted(pid);
      },
      onUnexpectedEnd: (message) => {
        this.#reporter.warn("emulator", message);
      },
    });
    this.#teardown.add(() => emulator.stop(EMULATOR_STOP_MS));
    return emulator;
  }

  async #startServices(
    model: CloudModel,
    emulator: RunningEmulator,
    clients: Clients,
    tokenDesk: TokenDesk | undefined,
  ): Promise<{ services: Services; wired: WiredCloud }> {
    const agent = new EcsAgent(clients.sts);
    await agent.start();
    this.#teardown.add(() => agent.stop());
    const input = {
      model,
      clients,
      access: emulator.access,
      agent,
      logs: this.#logs,
      reporter: this.#reporter,
      projectDirectory: this.#directories.project,
      runDirectory: this.#directories.run,
    };
    const services = await Services.create(input);
    const wired = wire({
      model,
      clients,
      services: services.containers,
      functions: services.functions,
      tokenDesk,
      warn: (source, message) => {
        this.#reporter.warn(source, message);
      },
    });
    this.#teardown.add(() => services.stop(TASK_STOP_MS));
    // Run before the services stop: a server waits for its open connections.
    this.#teardown.add(() => {
      wired.http.close();
      return Promise.resolve();
    });
    await Services.runOneOffTasks(input, this.#options.signal);
    services.start();
    this.#reporter.progress("waiting for the tasks to be healthy");
    await services.settled(SETTLE_MS, this.#options.signal);
    return { services, wired };
  }
}

/**
 * Runs what `state` holds until `stop()`. When a step fails, what was started before it is stopped.
 *
 * @throws CloudError for what the user can put right; its message says how
 */
export async function startCloud(options: StartCloudOptions): Promise<RunningCloud> {
  const directories = await prepareDirectories(options);
  // Before anything is written: the data may belong to a sandbox that runs.
  const registry = new ProcessRegistry(
    path.join(directories.data, "processes.json"),
    directories.data,
  );
  await registry.claim();
  const teardown = new Teardown();
  teardown.add(() => {
    registry.release();
    return Promise.resolve();
  });
  try {
    return await new Start(options, directories, teardown, registry).run();
  } catch (error) {
    // The reason of the failed start is what the user must see, not that of a failed clean-up.
    await teardown.run().catch(() => undefined);
    throw error;
  }
}
