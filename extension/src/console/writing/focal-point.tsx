/** What of a picture stays in sight where its edges are cut off: pressed, dragged to, or moved by the arrow keys. */
import type { FocalPoint } from "vertel-schema";
import { announce } from "../../panel/ui/announce";
import { Picture } from "../../panel/ui/picture";
import { t } from "../i18n";
import { setFocalPoint } from "./changes";
import { useWriting } from "./context";

/** In percent. */
const STEP = 5;
const MIDDLE: FocalPoint = { x: 50, y: 50 };
const ARROWS: Readonly<Record<string, readonly [number, number]>> = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };

const percent = (part: number): number => Math.round(Math.min(Math.max(part, 0), 100));

/** Where in the picture a pointer is. */
function pointUnder({ currentTarget, clientX, clientY }: PointerEvent & { readonly currentTarget: Element }): FocalPoint {
  const { left, top, width, height } = currentTarget.getBoundingClientRect();
  return { x: percent(((clientX - left) / width) * 100), y: percent(((clientY - top) / height) * 100) };
}

export function FocalPointStage({ id }: { readonly id: string }) {
  const { form, session } = useWriting();
  const chosen = form.image?.focal_point ?? undefined;
  const { x, y } = chosen ?? MIDDLE;
  const put = (point: FocalPoint | null): void => { session.edit(setFocalPoint(point)); };
  const say = ({ x: across, y: down }: FocalPoint): void => { announce(t("writing.focalAt", String(across), String(down))); };
  return (
    <>
      <div
        class="focal-stage"
        tabIndex={0}
        role="application"
        aria-label={t("writing.focalPoint")}
        aria-describedby="w-focal-help"
        data-testid="focal-point"
        onKeyDown={(event) => {
          const by = ARROWS[event.key];
          if (by === undefined) return;
          event.preventDefault();
          const point = { x: percent(x + by[0]), y: percent(y + by[1]) };
          put(point);
          say(point);
        }}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          put(pointUnder(event));
        }}
        onPointerMove={(event) => { if (event.currentTarget.hasPointerCapture(event.pointerId)) put(pointUnder(event)); }}
      >
        <Picture class="shown-image" id={id} alt="" />
        <span class="focal-mark" aria-hidden="true" style={`left:${String(x)}%;top:${String(y)}%`} />
      </div>
      <p id="w-focal-help" class="small quiet">{t("writing.focalHelp")}</p>
      {chosen === undefined ? null : (
        <button type="button" class="text-button small" data-testid="focal-middle" onClick={() => { put(null); say(MIDDLE); }}>{t("writing.focalMiddle")}</button>
      )}
    </>
  );
}
