import { rule } from "../../../../policy/rules/governance/pvc-storage-class.ts";
import { object } from "../../../support/kubernetes.ts";
import { describeRule } from "../../../support/rule.ts";

const knobs = { classes: ["encrypted"] };

function claim(storageClassName?: string) {
  return object("kubernetes:core/v1:PersistentVolumeClaim", {}, { spec: storageClassName ? { storageClassName } : {} });
}

describeRule(rule, {
  passes: {
    "a claim for a class of the list": { of: claim("encrypted"), knobs },
    "any class where nobody listed any": { of: claim() },
    "a StatefulSet without volumes": { of: object("kubernetes:apps/v1:StatefulSet", {}, { spec: {} }), knobs },
  },
  fails: {
    "a claim that leaves it to the cluster": {
      of: claim(),
      knobs,
      finds: ["spec.storageClassName: got nothing, want one of encrypted"],
    },
    "a claim of a StatefulSet": {
      of: object(
        "kubernetes:apps/v1:StatefulSet",
        {},
        {
          spec: {
            volumeClaimTemplates: [{ spec: { storageClassName: "encrypted" } }, { spec: { storageClassName: "gp2" } }],
          },
        },
      ),
      knobs,
      finds: ['spec.volumeClaimTemplates[1].spec.storageClassName: got "gp2", want one of encrypted'],
    },
  },
  unknown: { "a class that is not known yet": { of: claim("encrypted"), knobs, path: "spec.storageClassName" } },
  mutation: {
    kind: "kubernetes:core:PersistentVolumeClaim",
    change: ({ props }) => {
      props.spec.storageClassName = "gp2";
    },
  },
});
