/**
 * What the pack changes about `@pulumi/policy`, so that a preview takes less time. Nothing of it changes what is
 * told. It has to be imported before anything that imports the library.
 */
import { decodeOnce } from "./decoding";
import { loadLibrary } from "./loading";
import { askByType } from "./serving";

loadLibrary();
decodeOnce();
askByType();
