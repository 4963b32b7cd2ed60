import { serveResourcePackage } from "../serve";
import { dockerBuildPackage } from "./package";

serveResourcePackage(dockerBuildPackage);
