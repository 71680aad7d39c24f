import assert from "node:assert/strict";
import { type Binding, binds, grants, grantsBeyond, type Role } from "../../../../policy/lib/kubernetes/rbac.ts";
import { toResources } from "../../../../policy/lib/resource.ts";
import { Stack } from "../../../../policy/lib/stack.ts";
import { AGENT, clusterRole, clusterRoleBinding, role, roleBinding } from "../../../support/roles.ts";
import type { Fixture } from "../../../support/rule.ts";

function resource<T>(fixture: Fixture): T {
  return toResources({ ...fixture, name: fixture.name ?? "it", urn: fixture.type })[0] as T;
}

describe("a rule of a role", () => {
  const exec = { apiGroups: [""], resources: ["pods/exec"], verbs: ["create", "get"] };
  const rule = { apiGroups: [""], resources: ["pods/exec"], verbs: ["get"] };

  it("grants what it names, and what its wildcards stand for", () => {
    assert.ok(grants(rule, exec));
    assert.ok(grants({ ...rule, apiGroups: ["*"] }, exec));
    assert.ok(grants({ ...rule, resources: ["*"] }, exec));
    assert.ok(grants({ ...rule, resources: ["*/exec"] }, exec));
    assert.ok(grants({ ...rule, verbs: ["*"] }, exec));
  });

  it("does not grant what it leaves out", () => {
    assert.ok(!grants({ ...rule, apiGroups: ["apps"] }, exec));
    assert.ok(!grants({ ...rule, resources: ["pods", "pods/log"] }, exec));
    assert.ok(!grants({ ...rule, resources: ["pods/*"] }, exec), "that is no wildcard of Kubernetes");
    assert.ok(!grants({ ...rule, verbs: ["list"] }, exec));
    assert.ok(!grants({ verbs: ["get"], nonResourceURLs: ["/metrics"] }, exec));
  });
});

describe("a binding", () => {
  it("grants the role that it names, of its own namespace or of the cluster", () => {
    assert.ok(binds(resource<Binding>(roleBinding("Role", "reader")), resource<Role>(role([]))));
    assert.ok(binds(resource<Binding>(roleBinding("ClusterRole", "reader")), resource<Role>(clusterRole([]))));
    assert.ok(binds(resource<Binding>(clusterRoleBinding("reader")), resource<Role>(clusterRole([]))));
  });

  it("does not grant one of another name, kind or namespace", () => {
    const elsewhere = role([]);
    (elsewhere.props.metadata as { namespace: string }).namespace = "other";
    assert.ok(!binds(resource<Binding>(roleBinding("Role", "writer")), resource<Role>(role([]))));
    assert.ok(!binds(resource<Binding>(roleBinding("ClusterRole", "reader")), resource<Role>(role([]))));
    assert.ok(!binds(resource<Binding>(roleBinding("Role", "reader")), resource<Role>(elsewhere)));
  });
});

describe("the grants of a role beyond those who may have it", () => {
  const operators = { kind: "Group", name: "operators" };
  const beyond = (allowed: string[], ...bindings: Fixture[]) => {
    const one = resource<Role>(clusterRole([]));
    return grantsBeyond(new Stack([one, ...bindings.map(resource)] as never), one, allowed)?.length;
  };

  it("are none for a role that the stack does not bind", () => assert.equal(beyond([]), 0));

  it("are those with any subject that may not", () => {
    assert.equal(beyond(["Group operators"], clusterRoleBinding("reader", [operators, AGENT])), 1);
  });

  it("are not defined where all may", () => {
    const binding = clusterRoleBinding("reader", [operators, { kind: "User", name: "ann" }]);
    assert.equal(beyond(["Group operators", "User ann"], binding), undefined);
  });

  it("name a service account with its namespace, by default the binding's", () => {
    const { namespace, ...account } = AGENT;
    const binding = roleBinding("ClusterRole", "reader", [account]);
    assert.equal(beyond([`ServiceAccount ${namespace}/research-agent`], binding), undefined);
  });
});
