import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Job } from "kubernetes-models/batch/v1/Job";
import { NetworkPolicy } from "kubernetes-models/networking.k8s.io/v1/NetworkPolicy";
import { ServiceAccount } from "kubernetes-models/v1/ServiceAccount";
import { stateRolesSql } from "../../components/infra/azure/stateRoles.ts";
import { STATE_ROLES_SCRIPT, stateRolesJob } from "../../components/infra/azure/stateRolesJob.ts";
import type { Manifest } from "../../components/kubernetes/manifest.ts";
import { recordProgram } from "../support/program.ts";

const ID = "00000000-0000-4000-8000-00000000000a";

/** The part of the job that a pod is made from. */
interface Template {
  metadata: { labels: Record<string, string> };
  spec: { containers: Record<string, unknown>[] };
}

async function manifests(principals = [{ agent: "research-agent", objectId: pulumi.output(ID) }]): Promise<Manifest[]> {
  const { outputs } = await recordProgram(() => ({
    job: stateRolesJob({
      namespace: "platform",
      labels: { "app.kubernetes.io/part-of": "daca" },
      host: pulumi.output("psql.postgres.database.azure.com"),
      database: "agents",
      administrator: {
        name: pulumi.output("id-state-roles"),
        serviceAccountAnnotations: { "azure.workload.identity/client-id": pulumi.output("client") },
        podLabels: { "azure.workload.identity/use": "true" },
      },
      principals,
    }),
  }));
  return outputs.job as Manifest[];
}

describe("stateRolesJob", () => {
  it("is what Kubernetes takes: an account, what it may reach, and the job", async () => {
    const [account, policy, job] = (await manifests()) as never[];
    new ServiceAccount(account).validate();
    new NetworkPolicy(policy).validate();
    new Job(job).validate();
  });

  it("runs psql as the administrator, over TLS that is checked, with no secret in sight", async () => {
    const [account, , job] = await manifests();
    assert.deepEqual(account?.metadata.annotations, { "azure.workload.identity/client-id": "client" });
    const { template } = (job as unknown as { spec: { template: Template } }).spec;
    assert.deepEqual(template.metadata.labels, {
      "app.kubernetes.io/part-of": "daca",
      "app.kubernetes.io/name": "state-roles",
      "app.kubernetes.io/component": "state",
      "app.kubernetes.io/instance": "state-roles",
      "azure.workload.identity/use": "true",
    });
    const [container] = template.spec.containers;
    assert.deepEqual(container?.command, ["/bin/sh", "-eu", "-c", STATE_ROLES_SCRIPT]);
    assert.match(String(container?.image), /^docker\.io\/library\/postgres:17\.11-alpine@sha256:[0-9a-f]{64}$/);
    assert.deepEqual(container?.env, [
      { name: "PGHOST", value: "psql.postgres.database.azure.com" },
      { name: "PGUSER", value: "id-state-roles" },
      { name: "PGDATABASE", value: "postgres" },
      { name: "PGSSLMODE", value: "verify-full" },
      { name: "PGSSLROOTCERT", value: "system" },
      { name: "STATEMENTS", value: stateRolesSql([{ agent: "research-agent", objectId: ID }], "agents") },
    ]);
  });

  it("is another job when an agent comes, so that it runs again", async () => {
    const [, , one] = await manifests();
    const [, , two] = await manifests([
      { agent: "research-agent", objectId: pulumi.output(ID) },
      { agent: "writer", objectId: pulumi.output(ID.replace(/a$/, "b")) },
    ]);
    assert.equal(one?.metadata.name, two?.metadata.name);
    assert.notDeepEqual(one?.spec, two?.spec);
  });
});

describe("stateRolesSql", () => {
  it("lets nothing but GUIDs near a statement", () => {
    assert.throws(() => stateRolesSql([{ agent: "writer", objectId: "'; DROP ROLE" }], "agents"), {
      message: `the identity of writer is "'; DROP ROLE", expected a GUID`,
    });
  });

  it("says nothing where no agent keeps state", () => {
    assert.equal(stateRolesSql([], "agents"), "");
  });

  it("stays far from the 128 KiB that an environment variable may have, with 1,000 agents", () => {
    const many = Array.from({ length: 1000 }, (_, index) => ({ agent: `${"a".repeat(28)}${index}`, objectId: ID }));
    assert.ok(stateRolesSql(many, "agents").length < 100_000);
  });
});
