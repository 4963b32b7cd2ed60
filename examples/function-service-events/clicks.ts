/** Takes clicks from the stream, in order. */
import * as z from "zod";
import { systemClock } from "../../services/platform/clock";
import { streamHandler } from "../../services/platform/events";
import { createLogger } from "../../services/platform/logger";

const logger = createLogger({ service: "clicks", clock: systemClock });

export const handler = streamHandler({
  schema: z.object({ page: z.string() }),
  handle: ({ id, body }) => {
    logger.info("click", { record: id, page: body.page });
    return Promise.resolve();
  },
  logger,
});
