/** What has to be done before anything imports `@pulumi/policy`. */
import { decodeOnce } from "./framework/decoding";
import { loadLibrary } from "./framework/loading";

loadLibrary();
decodeOnce();
