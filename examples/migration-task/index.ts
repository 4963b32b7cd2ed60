import { MigrationTask } from "../../components/compute/migrationTask";
import { Database } from "../../components/data/database";
import { createPlatform } from "../foundation";

function main() {
  const platform = createPlatform();
  const database = new Database("catalog-db", { ...platform, engine: "aurora-postgresql" });
  const migration = new MigrationTask("catalog-migration", {
    ...platform,
    service: "catalog",
    database,
  });

  // An instance of RDS, with the first products, and with more patience for large tables.
  const archive = new Database("archive-db", { ...platform, engine: "postgres" });
  const archiveMigration = new MigrationTask("archive-migration", {
    ...platform,
    service: "catalog",
    database: archive,
    memoryMiB: 1024,
    seedData: true,
    limitMinutes: 120,
  });
  return {
    runs: migration.taskDefinitionArn,
    lastRun: migration.parameterName,
    archiveLog: archiveMigration.logGroupName,
  };
}

export = main;
