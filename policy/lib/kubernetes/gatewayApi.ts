import { type AnyResource, metadataOf, type Resource } from "../resource.ts";
import type { Stack } from "../stack.ts";
import { clusterOf, namespaceOf } from "./place.ts";

export type HttpRoute = Resource<"kubernetes:gateway.networking.k8s.io:HTTPRoute">;
export type Gateway = Resource<"kubernetes:gateway.networking.k8s.io:Gateway">;
export type Listener = NonNullable<NonNullable<Gateway["props"]["spec"]>["listeners"]>[number];
export type ParentRef = NonNullable<NonNullable<HttpRoute["props"]["spec"]>["parentRefs"]>[number];

/** The gateways that a route asks to be attached to; a mesh's route has a Service for a parent. */
export function gatewayRefsOf(route: HttpRoute): ParentRef[] {
  return (route.props.spec?.parentRefs ?? []).filter(({ kind = "Gateway" }) => kind === "Gateway");
}

/** Whether a route asks by this reference for a listener. */
function asksFor(ref: ParentRef, route: HttpRoute, listener: Listener, gateway: Gateway): boolean {
  return (
    clusterOf(route) === clusterOf(gateway) &&
    ref.name === metadataOf(gateway as AnyResource).name &&
    (ref.namespace ?? namespaceOf(route)) === namespaceOf(gateway) &&
    (ref.sectionName === undefined || ref.sectionName === listener.name) &&
    (ref.port === undefined || ref.port === listener.port)
  );
}

/** The routes of a stack that ask for a listener. */
export function routesOf(stack: Stack, gateway: Gateway, listener: Listener): HttpRoute[] {
  return stack
    .of("kubernetes:gateway.networking.k8s.io:HTTPRoute")
    .filter((route) => gatewayRefsOf(route).some((ref) => asksFor(ref, route, listener, gateway)));
}

/** The listeners of a stack that a route asks for by one of its references. */
export function listenersOf(stack: Stack, route: HttpRoute, ref: ParentRef): Listener[] {
  return stack
    .of("kubernetes:gateway.networking.k8s.io:Gateway")
    .flatMap((gateway) =>
      (gateway.props.spec?.listeners ?? []).filter((listener) => asksFor(ref, route, listener, gateway)),
    );
}

/** Whether all that a route does is to send callers on to HTTPS. */
export function onlyRedirectsToHttps(route: HttpRoute): boolean {
  const rules = route.props.spec?.rules ?? [];
  return (
    rules.length > 0 &&
    rules.every(({ filters = [] }) =>
      filters.some(({ type, requestRedirect }) => type === "RequestRedirect" && requestRedirect?.scheme === "https"),
    )
  );
}
