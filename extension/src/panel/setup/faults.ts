/** What is wrong with what was filled in to connect, said beside the field that it is about. */
import type { Failure } from "../../shared/failure";
import { serverAddress } from "../../shared/server-address";
import { t } from "../i18n";

export interface Faults {
  readonly server?: string;
  readonly code?: string;
  /** Neither field's fault. */
  readonly other?: string;
  /** The server does not know this copy of the extension. */
  readonly unknownCopy?: true;
}

/** Before anything is sent; without a code there is none to fill in. */
export function faultsIn(server: string, code?: string): Faults {
  return {
    ...(server.trim() === "" ? { server: t("serverMissing") } : {}),
    ...(server.trim() !== "" && serverAddress(server) === undefined ? { server: t("serverUnsafe") } : {}),
    ...(code?.trim() === "" ? { code: t("codeMissing") } : {}),
  };
}

/** @param addressIsSet nobody can change the address here, so that it is nobody's fault. */
export function faultsOf(failure: Failure, addressIsSet: boolean): Faults {
  if (failure.kind === "bad_code") return { code: t("failure_bad_code") };
  if (failure.kind === "unknown_copy") return { unknownCopy: true };
  if (addressIsSet) return { other: t(`failure_${failure.kind}`) };
  switch (failure.kind) {
    case "offline":
      return { server: t("connectOffline") };
    case "unexpected":
    case "gone":
      return { server: t("connectUnexpected") };
    default:
      return { other: t(`failure_${failure.kind}`) };
  }
}
