import type { Resource } from "../resource.ts";

type Spec = NonNullable<Resource<"kubernetes:monitoring.coreos.com:PrometheusRule">["props"]["spec"]>;
type Group = NonNullable<Spec["groups"]>[number];

/** One alert or recording of Prometheus. */
export interface PlacedRule {
  rule: NonNullable<Group["rules"]>[number];
  /** The labels that it sets, with those of its group. */
  labels: Record<string, string>;
  path: string;
}

/** Every alert and recording of a PrometheusRule. */
export function rulesOf({ props }: Resource<"kubernetes:monitoring.coreos.com:PrometheusRule">): PlacedRule[] {
  return (props.spec?.groups ?? []).flatMap((group, index) =>
    (group?.rules ?? []).map((rule, place) => ({
      rule: rule ?? {},
      labels: { ...group?.labels, ...rule?.labels },
      path: `spec.groups[${index}].rules[${place}]`,
    })),
  );
}
