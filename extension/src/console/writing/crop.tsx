/** Cuts a picture to a shape: moved with the mouse, a finger or the arrow keys, and made larger with a slider. */
import { useRef, useState } from "preact/hooks";
import { blobOf } from "../../panel/detail/picture-file";
import { Picture } from "../../panel/ui/picture";
import { pictureHere } from "../../panel/ui/pictures";
import { Choice } from "../../panel/ui/choice";
import { t } from "../i18n";
import { Dialog } from "../ui/dialog";
import { useAction } from "../ui/use-action";
import { framed, moved, SHAPES, type Frame, type Shape } from "./crop-frame";

interface Props {
  readonly id: string;
  readonly isBusy: boolean;
  readonly onClose: () => void;
  readonly onCropped: (file: Blob) => void;
}

const STEP = 0.02;
const ARROWS: Readonly<Record<string, readonly [number, number]>> = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };

export function Crop({ id, isBusy, onClose, onCropped }: Props) {
  const stage = useRef<HTMLDivElement>(null);
  const [shape, setShape] = useState<Shape>("wide");
  const [zoom, setZoom] = useState(1);
  const [centre, setCentre] = useState({ x: 0.5, y: 0.5 });
  const ratio = useRatio(id);
  const frame = framed(ratio ?? 1, SHAPES[shape], zoom, centre);
  const cut = useAction(async () => { onCropped(await cutOut(id, frame)); });
  const move = (byX: number, byY: number): void => { setCentre((now) => moved(now, byX, byY)); };
  return (
    <Dialog
      title={t("writing.crop")}
      testid="crop-dialog"
      isWide
      onClose={onClose}
      actions={
        <>
          <button type="button" class="button" onClick={onClose}>{t("writing.cancel")}</button>
          <button type="button" class="button primary" data-testid="crop-done" aria-disabled={cut.isBusy || isBusy || ratio === undefined} onClick={() => { if (ratio !== undefined) void cut.run(); }}>{t("writing.cropDone")}</button>
        </>
      }
    >
      <Choice<Shape>
        name="shape"
        legend={t("writing.shape")}
        look="segments"
        value={shape}
        options={[{ value: "wide", label: t("writing.shape_wide") }, { value: "square", label: t("writing.shape_square") }, { value: "tall", label: t("writing.shape_tall") }]}
        onChoose={setShape}
      />
      <div
        ref={stage}
        class="crop-stage"
        tabIndex={0}
        role="application"
        aria-label={t("writing.cropMove")}
        onKeyDown={(event) => {
          const by = ARROWS[event.key];
          if (by === undefined) return;
          event.preventDefault();
          move(...by);
        }}
        onPointerDown={(event) => { event.currentTarget.setPointerCapture(event.pointerId); }}
        onPointerMove={(event) => {
          if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
          const { clientWidth, clientHeight } = event.currentTarget;
          move(event.movementX / clientWidth, event.movementY / clientHeight);
        }}
      >
        <Picture id={id} alt="" />
        <div class="crop-frame" style={insetOf(frame)} />
      </div>
      <label class="field">
        <span class="label">{t("writing.zoom")}</span>
        <input type="range" min={1} max={3} step={0.05} value={zoom} onInput={(event) => { setZoom(event.currentTarget.valueAsNumber); }} />
      </label>
    </Dialog>
  );
}

const insetOf = ({ x, y, width, height }: Frame): string =>
  `left:${percent(x)};top:${percent(y)};width:${percent(width)};height:${percent(height)}`;
const percent = (part: number): string => `${String(part * 100)}%`;

/** Width by height; undefined until the picture is there. */
function useRatio(id: string): number | undefined {
  const [ratio, setRatio] = useState<number>();
  const asked = useRef(false);
  const url = pictureHere(id);
  if (url !== undefined && !asked.current) {
    asked.current = true;
    void createImageBitmap(blobOf(url)).then((bitmap) => { setRatio(bitmap.width / bitmap.height); });
  }
  return ratio;
}

async function cutOut(id: string, { x, y, width, height }: Frame): Promise<Blob> {
  const bitmap = await createImageBitmap(blobOf(pictureHere(id) ?? ""));
  const canvas = new OffscreenCanvas(Math.round(width * bitmap.width), Math.round(height * bitmap.height));
  canvas.getContext("2d")?.drawImage(bitmap, -x * bitmap.width, -y * bitmap.height);
  bitmap.close();
  return canvas.convertToBlob({ type: "image/png" });
}
