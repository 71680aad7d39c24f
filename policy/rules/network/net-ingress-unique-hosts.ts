import { gatewayRefsOf, type HttpRoute } from "../../lib/kubernetes/gatewayApi.ts";
import { clusterOf, namespaceOf } from "../../lib/kubernetes/place.ts";
import { type AnyResource, type Resource, titleOf } from "../../lib/resource.ts";
import { stackRule } from "../../lib/rule.ts";

type Ingress = Resource<"kubernetes:networking.k8s.io:Ingress">;

/** A host and path that a rule claims at an entrance of the network. */
interface Claim {
  resource: Ingress | HttpRoute;
  /** Of the rule. */
  path: string;
  /** As a reader knows it: `agents.example.com/research`. */
  place: string;
  /** The same for two rules only if they match the same requests at the same entrance. */
  key: string;
}

/** No two rules may claim the same requests: of Ingresses of one class, or of HTTPRoutes of one Gateway. */
export const rule = stackRule({
  name: "net-ingress-unique-hosts",
  pack: "security",
  enforcement: "production",
  severity: "medium",
  description: "A host and path must be claimed by one Ingress or HTTPRoute only.",
  why: "requests meant for one agent could end at another, whichever is older",
  fix: "give one of the two another host or path, or make them one with weighted backends",
  references: ["GK uniqueingresshost", "KY unique-ingress-host-and-path", "KY unique-ingress-path"],
  check(stack) {
    const claims = [
      ...stack.of("kubernetes:networking.k8s.io:Ingress").flatMap(ofIngress),
      ...stack.of("kubernetes:gateway.networking.k8s.io:HTTPRoute").flatMap(ofRoute),
    ];
    return [...Map.groupBy(claims, ({ key }) => key).values()].flatMap(([first, ...others]) =>
      others.map(({ resource, path, place }) => ({
        resource,
        path,
        got: place,
        want: `a place that ${titleOf(first?.resource as AnyResource)} does not have`,
        id: place,
      })),
    );
  },
});

/** A rule without a host claims nothing here: that it has none is another policy's finding. */
function ofIngress(resource: Ingress): Claim[] {
  const { metadata, spec } = resource.props;
  // Of the controllers' own for canaries, which share the place of the Ingress that they stand beside.
  if (metadata?.annotations?.["nginx.ingress.kubernetes.io/canary"] === "true") return [];
  const entrance = spec?.ingressClassName ?? metadata?.annotations?.["kubernetes.io/ingress.class"] ?? "";
  return (spec?.rules ?? []).flatMap(({ host, http }, index) =>
    host
      ? (http?.paths ?? []).map(({ path = "/", pathType }) => ({
          resource,
          path: `spec.rules[${index}]`,
          place: `${host}${path}`,
          key: JSON.stringify([clusterOf(resource), entrance, host, pathType, path.replace(/(?<=.)\/$/, "")]),
        }))
      : [],
  );
}

function ofRoute(resource: HttpRoute): Claim[] {
  const { hostnames = [], rules = [] } = resource.props.spec ?? {};
  return gatewayRefsOf(resource).flatMap(({ namespace = namespaceOf(resource), name, sectionName, port }) => {
    const entrance = [clusterOf(resource), namespace, name, sectionName, port];
    return rules.flatMap(({ matches }, index) =>
      hostnames.filter(Boolean).flatMap((host) =>
        (matches?.length ? matches : [{}]).map(({ path, method, headers, queryParams }) => {
          const { type = "PathPrefix", value = "/" } = path ?? {};
          return {
            resource,
            path: `spec.rules[${index}]`,
            place: `${host}${value}`,
            key: JSON.stringify([...entrance, host, type, value, method, headers, queryParams]),
          };
        }),
      ),
    );
  });
}
