/** `npm run policies -- list | explain <id> | coverage | check <file> | profiles`. */
import { answer } from "./answer";
import { CommandError } from "./commands";

try {
  console.log(answer(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof CommandError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
