import { z } from "zod";
import { clusterOf, namespaceOf } from "../../lib/kubernetes/place.ts";
import { type AnyResource, metadataOf, type Resource } from "../../lib/resource.ts";
import { type StackFinding, stackRule } from "../../lib/rule.ts";
import type { Stack } from "../../lib/stack.ts";

/** Where an Ingress or a route sends requests. */
interface Backend {
  resource: AnyResource | Resource;
  namespace: string;
  service: { path: string; name: string | undefined };
  port: { path: string; value: string | number | undefined };
}

/** Requests must be sent to a service that exists, and to a port that it has. */
export const rule = stackRule({
  name: "k8s-backends-exist",
  pack: "reliability",
  enforcement: "advice",
  severity: "medium",
  description: "An Ingress or a route must send requests to a service of the stack, on a port that it has.",
  why: "every request to it fails",
  fix: "set the backend to the service's name and one of its ports, or list the service under external",
  references: ["KL dangling-ingress", "KS ingress-targets-service", "KSC C-0296"],
  knobs: {
    external: z
      .array(z.string())
      .default([])
      .describe("Services that are made elsewhere, by namespace and name: istio-ingress/gateway."),
  },
  check(stack, { external }) {
    const services = stack.of("kubernetes:core:Service");
    return backendsOf(stack).flatMap(({ resource, namespace, service, port }): StackFinding[] => {
      if (service.name === undefined || external.includes(`${namespace}/${service.name}`)) return [];
      const found = services.find(
        (each) =>
          clusterOf(each) === clusterOf(resource) &&
          namespaceOf(each) === namespace &&
          metadataOf(each).name === service.name,
      );
      if (!found) {
        return [{ resource, path: service.path, got: service.name, want: `a service in ${namespace}`, absent: true }];
      }
      const ports = (found.props.spec?.ports ?? []).map(({ name, port: number }) =>
        typeof port.value === "number" ? number : name,
      );
      if (port.value === undefined || ports.includes(port.value)) return [];
      return [{ resource, path: port.path, got: port.value, want: `a port of ${service.name}`, absent: true }];
    });
  },
});

function backendsOf(stack: Stack): Backend[] {
  return [
    ...stack.of("kubernetes:networking.k8s.io:Ingress").flatMap((ingress) => {
      const { defaultBackend, rules = [] } = ingress.props.spec ?? {};
      const ofRules = rules.flatMap(({ http }, rule) =>
        (http?.paths ?? []).map(({ backend }, index) => ({
          at: `spec.rules[${rule}].http.paths[${index}].backend.service`,
          backend,
        })),
      );
      return [{ at: "spec.defaultBackend.service", backend: defaultBackend }, ...ofRules].flatMap(({ at, backend }) => {
        if (!backend?.service) return [];
        const { name, port } = backend.service;
        const isNamed = port?.name !== undefined;
        return [
          {
            resource: ingress,
            namespace: namespaceOf(ingress),
            service: { path: `${at}.name`, name },
            port: { path: `${at}.port.${isNamed ? "name" : "number"}`, value: isNamed ? port.name : port?.number },
          },
        ];
      });
    }),
    ...stack.of("kubernetes:gateway.networking.k8s.io:HTTPRoute").flatMap((route) =>
      (route.props.spec?.rules ?? []).flatMap(({ backendRefs = [] }, rule) =>
        backendRefs
          .map((reference, index) => ({ ...reference, at: `spec.rules[${rule}].backendRefs[${index}]` }))
          .filter(({ group, kind }) => !group && (kind ?? "Service") === "Service")
          .map(({ at, name, namespace, port }) => ({
            resource: route,
            namespace: namespace ?? namespaceOf(route),
            service: { path: `${at}.name`, name },
            port: { path: `${at}.port`, value: port },
          })),
      ),
    ),
  ];
}
