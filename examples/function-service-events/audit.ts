/** Takes every order event of the bus, and a call at night, which is an event like any other. */
import * as z from "zod";
import { systemClock } from "../../services/platform/clock";
import { eventBridgeHandler } from "../../services/platform/events";
import { createLogger } from "../../services/platform/logger";

const logger = createLogger({ service: "audit", clock: systemClock });

export const handler = eventBridgeHandler({
  schema: z.looseObject({}),
  handle: ({ id, type, source }) => {
    logger.info("event", { id, type, source });
    return Promise.resolve();
  },
});
