import { rule } from "../../../../policy/rules/delivery/argocd-guarded-prune.ts";
import { application, applicationSet, appProject } from "../../../support/argo.ts";
import { describeRule } from "../../../support/rule.ts";

const automated = { prune: true, selfHeal: true };
const windowed = appProject({ syncWindows: [{ kind: "allow", schedule: "0 9 * * 1-5", duration: "8h" }] });
const want = "want sync windows in the AppProject, or the option Prune=confirm";
const policy = (syncPolicy: object) => application({}, { syncPolicy });

describeRule(rule, {
  passes: {
    "an application whose project has sync windows": { of: [windowed, policy({ automated })] },
    "an application that asks first": { of: policy({ automated, syncOptions: ["Prune=confirm"] }) },
    "an application that only heals": { of: policy({ automated: { selfHeal: true } }) },
    "an application that is synced by hand": { of: application() },
    "an application whose automation is off": { of: policy({ automated: { ...automated, enabled: false } }) },
  },
  fails: {
    "an application that prunes at any hour": {
      of: [policy({ automated }), appProject()],
      finds: [`it spec.syncPolicy.automated: got {"prune":true,"selfHeal":true}, ${want}`],
    },
    "windows of another project": {
      of: [application({}, { project: "tools", syncPolicy: { automated } }), windowed],
      finds: [`it spec.syncPolicy.automated: got {"prune":true,"selfHeal":true}, ${want}`],
    },
    "an ApplicationSet that prunes at any hour": {
      of: applicationSet({}, { syncPolicy: { automated } }),
      finds: [`spec.template.spec.syncPolicy.automated: got {"prune":true,"selfHeal":true}, ${want}`],
    },
  },
  unknown: {
    "windows that are not known yet": { of: [windowed, policy({ automated })], path: "spec.syncWindows" },
  },
  mutation: {
    kind: "kubernetes:argoproj.io:AppProject",
    change: ({ props }) => {
      props.spec.syncWindows = [];
    },
  },
});
