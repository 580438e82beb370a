import { duplicateCompanion } from './crd/duplicate-companion.ts';
import { missingCompanion } from './crd/missing-companion.ts';
import { missingEntry } from './crd/missing-entry.ts';
import { ownWebhookRace } from './crd/own-webhook-race.ts';
import { sameReleaseResource } from './crd/same-release-resource.ts';
import { unprotectedTemplate } from './crd/unprotected-template.ts';
import { limitReached } from './engine/limit-reached.ts';
import { ruleFailed } from './engine/rule-failed.ts';
import { unreadable } from './engine/unreadable.ts';
import { unusedSuppression } from './engine/unused-suppression.ts';
import { annotationNotString } from './hook/annotation-not-string.ts';
import { deletePolicyInvalid } from './hook/delete-policy-invalid.ts';
import { annotationOrphan } from './hook/annotation-orphan.ts';
import { annotationUnknownKey } from './hook/annotation-unknown-key.ts';
import { dynamicName } from './hook/dynamic-name.ts';
import { longRunningKind } from './hook/long-running-kind.ts';
import { noBeforeCreation } from './hook/no-before-creation.ts';
import { passiveOnDelete } from './hook/passive-on-delete.ts';
import { resourcePolicyIgnored } from './hook/resource-policy-ignored.ts';
import { resourcePolicyInvalid } from './chart/resource-policy-invalid.ts';
import { annotationMisplaced } from './hook/annotation-misplaced.ts';
import { annotationDuplicate } from './hook/annotation-duplicate.ts';
import { ifOnString } from './template/if-on-string.ts';
import { unknownEvent } from './hook/unknown-event.ts';
import { weightInvalid } from './hook/weight-invalid.ts';
import { missingDependency } from './hook/missing-dependency.ts';
import { hookOrder } from './hook/order.ts';
import { dependencyEventGap } from './hook/dependency-event-gap.ts';
import { staleDependency } from './hook/stale-dependency.ts';
import { dependencyDeleted } from './hook/dependency-deleted.ts';
import { sharedWithWorkload } from './hook/shared-with-workload.ts';
import { pvcRecreated } from './hook/pvc-recreated.ts';
import { certRotation } from './chart/cert-rotation.ts';
import { secretRotation } from './chart/secret-rotation.ts';
import { jobImmutable } from './job/immutable.ts';
import { installGuardWithoutKeep } from './chart/install-guard-without-keep.ts';
import { installOnly } from './hook/install-only.ts';
import { waitDeadlock } from './hook/wait-deadlock.ts';
import { unresolvedReference } from './hook/unresolved-reference.ts';
import { unreadableChart } from './chart/unreadable.ts';
import { volumeUnmounted } from './chart/volume-unmounted.ts';
import { failingAction } from './template/failing-action.ts';
import { objectTooLarge } from './hook/object-too-large.ts';
import { uninstallLeftover } from './hook/uninstall-leftover.ts';
import { networkPolicyPhase } from './hook/networkpolicy-phase.ts';
import { argocdMixedHooks } from './hook/argocd-mixed-hooks.ts';
import { argocdTtlZero } from './hook/argocd-ttl-zero.ts';
import { argocdPreUpgradeFirstSync } from './hook/argocd-pre-upgrade-first-sync.ts';
import { argocdInstallHookEverySync } from './hook/argocd-install-hook-every-sync.ts';
import { argocdLookupEmpty } from './hook/argocd-lookup-empty.ts';
import { missingResource } from './kustomize/missing-resource.ts';
import { multipleDocuments } from './kustomize/multiple-documents.ts';
import { wrongKind } from './kustomize/wrong-kind.ts';
import { companionMismatch } from './pin/companion-mismatch.ts';
import type { Rule } from './rule.ts';
import { templateSyntax } from './template/syntax.ts';

/** Every rule; a new one is a line here. */
export const RULES: readonly Rule[] = [
  duplicateCompanion,
  missingCompanion,
  missingEntry,
  ownWebhookRace,
  sameReleaseResource,
  unprotectedTemplate,
  limitReached,
  ruleFailed,
  unreadable,
  unusedSuppression,
  annotationNotString,
  deletePolicyInvalid,
  annotationOrphan,
  annotationUnknownKey,
  dynamicName,
  longRunningKind,
  noBeforeCreation,
  passiveOnDelete,
  resourcePolicyIgnored,
  resourcePolicyInvalid,
  annotationMisplaced,
  annotationDuplicate,
  ifOnString,
  unknownEvent,
  weightInvalid,
  missingDependency,
  hookOrder,
  dependencyEventGap,
  staleDependency,
  dependencyDeleted,
  sharedWithWorkload,
  pvcRecreated,
  certRotation,
  secretRotation,
  jobImmutable,
  installGuardWithoutKeep,
  installOnly,
  waitDeadlock,
  unresolvedReference,
  unreadableChart,
  volumeUnmounted,
  failingAction,
  objectTooLarge,
  uninstallLeftover,
  networkPolicyPhase,
  argocdMixedHooks,
  argocdTtlZero,
  argocdPreUpgradeFirstSync,
  argocdInstallHookEverySync,
  argocdLookupEmpty,
  missingResource,
  multipleDocuments,
  wrongKind,
  companionMismatch,
  templateSyntax,
];
