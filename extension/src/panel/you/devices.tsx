/** Where I am signed in, and a way to end it there. */
import type { Device } from "../../shared/shapes";
import type { Failure } from "../../shared/failure";
import { ask } from "../ask";
import { day, t } from "../i18n";
import { usePanel } from "../panel-context";
import { AskFirst } from "../ui/ask-first";
import { FailureNote } from "../ui/failure-note";
import { focusOn } from "../ui/focus";
import { useAsked } from "../use-asked";

export function Devices() {
  const { toast } = usePanel();
  const { value: devices, failure, retry, put } = useAsked<"devices">({ type: "devices" });
  // a server from before there was such a list
  if (failure?.kind === "gone") return null;

  const end = async ({ id, name }: Device): Promise<Failure | undefined> => {
    const reply = await ask<"end_device">({ type: "end_device", id });
    // it may have been ended elsewhere meanwhile
    if (!reply.ok && reply.failure.kind !== "gone") return reply.failure;
    put(devices?.filter((one) => one.id !== id) ?? []);
    setTimeout(() => { focusOn("#devices"); });
    toast({ tone: "good", about: "device_ended", text: t("deviceEnded", name ?? t("deviceUnnamed")) });
    return undefined;
  };

  return (
    <section data-testid="devices">
      <h2 id="devices" tabIndex={-1}>{t("devices")}</h2>
      {failure === undefined ? null : <FailureNote testid="devices-failed" failure={failure} what={t("devicesFailed")} onRetry={retry} />}
      {devices === undefined ? failure === undefined && <p class="quiet">{t("devicesLoading")}</p> : (
        <ul class="devices">
          {devices.map((device) => (
            <li key={device.id} data-testid="device">
              <Line device={device} onEnd={() => end(device)} />
            </li>
          ))}
        </ul>
      )}
      {devices?.every(({ current }) => current) ? <p class="quiet small" data-testid="devices-none">{t("devicesNone")}</p> : null}
    </section>
  );
}

interface LineProps {
  readonly device: Device;
  readonly onEnd: () => Promise<Failure | undefined>;
}

function Line({ device: { id, name, created_at: since, current }, onEnd }: LineProps) {
  const called = name ?? t("deviceUnnamed");
  return (
    <>
      <div>
        <p>{called}</p>
        <p class="quiet small">{current ? t("deviceThis", day(since)) : t("deviceSince", day(since))}</p>
      </div>
      {current ? null : (
        <AskFirst
          name={`end-${id}`}
          label={t("deviceEnd")}
          question={t("deviceEndAsk", called)}
          answer={t("deviceEnd")}
          stay={t("cancel")}
          onConfirm={onEnd}
        />
      )}
    </>
  );
}
