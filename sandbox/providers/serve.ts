import { simulationOf } from "../simulate.ts";
import { Cloud } from "./cloud.ts";
import { EngineProcess } from "./engineProcess.ts";
import { fromVariables } from "./environment.ts";
import { serve } from "./server.ts";
import { StandIn } from "./standIn.ts";

// What the engine starts instead of a provider: `node serve.ts <package> <version>`.
const [provider = "", version = ""] = process.argv.slice(2);
const { cloud, faults } = fromVariables(provider, process.env);
const engine = new EngineProcess();
const standIn = new StandIn(simulationOf, new Cloud(cloud), faults, () => engine.kill());
const port = await serve(standIn, version, () => engine.look());
engine.watch();

// The engine reads the port from the first line.
process.stdout.write(`${port}\n`);
