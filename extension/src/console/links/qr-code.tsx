/** A link's QR code: to look at, and to download for print (SVG) or for a screen (PNG). */
import { useEffect, useState } from "preact/hooks";
import { FailureNote } from "../../panel/ui/failure-note";
import { api } from "../api";
import { t } from "../i18n";
import { Show } from "../ui/loaded";
import { Select } from "../ui/select";
import { useAction } from "../ui/use-action";
import { useLoaded } from "../ui/use-loaded";
import { saveFile } from "../ui/save-file";

const SIZES = ["256", "512", "1024", "2048"] as const;
type Size = (typeof SIZES)[number];
const SHOWN = 256;

export function QrCode({ code }: { readonly code: string }) {
  const [size, setSize] = useState<Size>("1024");
  const drawing = useLoaded(`qr ${code}`, () => api.links.qrSvg(code, { size: SHOWN }));
  const { isBusy, failure, run } = useAction(async (format: "svg" | "png") => {
    const query = { size: Number(size) };
    const file = await (format === "svg" ? api.links.qrSvg(code, query) : api.links.qrPng(code, query));
    saveFile(file, `${code}.${format}`);
  });
  const fetch = (format: "svg" | "png"): void => { if (!isBusy) void run(format); };
  return (
    <section class="card stack qr">
      <h3 class="label">{t("links.qr")}</h3>
      <Show of={drawing}>{(image) => <Drawing image={image} />}</Show>
      <Select label={t("links.size")} testid="qr-size" value={size} options={SIZES.map((value) => ({ value, label: t("links.pixels", value) }))} onChoose={setSize} />
      <div class="actions">
        <button type="button" class="button compact" data-testid="qr-svg" aria-disabled={isBusy} onClick={() => { fetch("svg"); }}>{t("links.qrSvg")}</button>
        <button type="button" class="button compact" data-testid="qr-png" aria-disabled={isBusy} onClick={() => { fetch("png"); }}>{t("links.qrPng")}</button>
      </div>
      {failure === undefined ? null : <FailureNote failure={failure} what={t("links.notDrawn")} testid="qr-failed" />}
      <p class="quiet small">{t("links.qrHint")}</p>
    </section>
  );
}

function Drawing({ image }: { readonly image: Blob }) {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(image);
    setAddress(made);
    return () => { URL.revokeObjectURL(made); };
  }, [image]);
  return <img class="qr-drawing" src={address} alt={t("links.qrAlt")} width={SHOWN} height={SHOWN} />;
}
