import { serveResourcePackage } from "../serve";
import { randomPackage } from "./package";

serveResourcePackage(randomPackage);
