/** Takes orders from the queue; one that fails goes back alone. */
import * as z from "zod";
import { systemClock } from "../../services/platform/clock";
import { queueHandler } from "../../services/platform/events";
import { createLogger } from "../../services/platform/logger";

const logger = createLogger({ service: "orders", clock: systemClock });

export const handler = queueHandler({
  schema: z.object({ orderId: z.string(), quantity: z.number().int().positive() }),
  handle: ({ id, body }) => {
    logger.info("order", { message: id, quantity: body.quantity });
    return Promise.resolve();
  },
  logger,
});
