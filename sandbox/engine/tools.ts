import { join } from "node:path";
import { goVersion, pinnedVersion, TOOLS } from "../obtain/goModule.ts";

/** The Go modules that pin the engine and its language host. */
export const ENGINE_TOOL = join(TOOLS, "pulumi");
export const HOST_TOOL = join(TOOLS, "pulumi-language-nodejs");

/** Version of the engine that is built from Go; also the oldest that is tried. */
export const PULUMI_VERSION = pinnedVersion(ENGINE_TOOL, "github.com/pulumi/pulumi/pkg/v3");
/** The last version of the SDK that carries the language host as a Go module. */
export const HOST_VERSION = pinnedVersion(HOST_TOOL, "github.com/pulumi/pulumi/sdk/v3");
/** Oldest Go that builds them. */
export const GO_VERSION = goVersion(ENGINE_TOOL);
