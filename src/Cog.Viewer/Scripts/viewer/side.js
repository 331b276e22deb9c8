// One layer on one map: from the address to the tiles.
import { counted } from '../map/tiles.js';
import { colours } from './colours.js';
import { datasetOf, describe, footprintOf, pathOf } from './dataset.js';
import { isSame } from './layer.js';
import { askJson, once } from './server.js';
import { ofAll } from './statistics.js';
import { drawingOf, isMapped, resolve, spread, statedRanges } from './style.js';

const pixelRatio = Math.min(2, Math.ceil(devicePixelRatio));

export class Side {
  #turn = 0;

  #request = new AbortController();

  /** @param view a MapView @param onShown called after each change that was drawn, or failed */
  constructor(view, onShown) {
    Object.assign(this, {
      view,
      onShown,
      layer: null,
      dataset: null,
      style: null,
      ranges: null,
      tileJson: null,
      error: null,
      isBusy: false,
    });
  }

  /** Draws a layer; a later call makes an earlier one void. @param fit whether to move to it */
  async show(layer, fit) {
    const turn = ++this.#turn;
    this.#request.abort();
    this.#request = new AbortController();
    Object.assign(this, { layer, isBusy: true, error: null });
    this.onShown(this);
    try {
      // What the server is asked does not wait for the map.
      const [drawn] = await Promise.all([layer.url ? this.#prepare(layer, this.#request.signal) : null, this.view.ready]);
      if (turn === this.#turn) {
        this.#draw(drawn, fit);
      }
    } catch (error) {
      if (turn === this.#turn) {
        this.error = error;
      }
    } finally {
      if (turn === this.#turn) {
        this.isBusy = false;
        this.onShown(this);
        this.view.map.triggerRepaint(); // The map says that it is idle only after a frame.
      }
    }
  }

  /** Moves to where it lies. */
  fit() {
    if (this.tileJson) {
      this.view.fit(this.tileJson, this.footprint?.box);
    }
  }

  /** Statistics of each band that is drawn, over all of the dataset. */
  statistics() {
    return this.style ? ofAll(this.style, this.dataset) : Promise.resolve([]);
  }

  async #prepare(layer, signal) {
    const isKnown = this.dataset && isSame([layer.url, layer.dataset, layer.assets], this.source);
    if (!isKnown) {
      Object.assign(this, { dataset: null, style: null, tileJson: null });
      this.view.hideTiles();
      this.view.setOutline(null);
    }

    const dataset = isKnown ? this.dataset : await describe(layer, signal);
    const style = resolve(layer, dataset);
    Object.assign(this, { dataset, style, source: [layer.url, layer.dataset, layer.assets] });
    if (style.mode === 'expression' && !style.expression) {
      return null;
    }

    const algorithm = style.algorithm ? await once(`algorithms/${encodeURIComponent(style.algorithm)}`) : null;
    const stated =
      style.dataset === 'mosaicjson' ? (statedRanges(style, dataset, algorithm) ?? 'bytes') : statedRanges(style, dataset, algorithm);
    // An expression that makes no sense is told by its statistics, before any tile.
    const counts = (stated === null && !layer.rescale) || style.mode === 'expression' ? await ofAll(style, dataset) : null;
    const own = stated ?? counts?.map(spread) ?? null;
    const bands = counts?.length ?? (algorithm ? algorithm.outputs.nbands : null) ?? style.bidx.length;
    const ranges = layer.rescale && bands > 0 ? Array.from({ length: bands }, (_, band) => layer.rescale[band] ?? layer.rescale[0]) : own;
    const mapped = isMapped(style) && bands === 1 && style.mode !== 'stored';
    const shown = {
      ...style,
      colormap_name: mapped ? style.colormap_name : '',
      classes: mapped && style.colormap_name ? style.classes : 0,
    };
    const palette = shown.classes > 0 ? await colours(shown.colormap_name) : null;
    const numbers = ranges === 'bytes' ? null : ranges;
    const parameters = drawingOf(shown, shown.classes > 0 ? (numbers ?? [[0, 255]]) : numbers, palette);
    const asked = askJson(pathOf(style, 'WebMercatorQuad/tilejson.json'), [...parameters, ['tilesize', 256 * pixelRatio]], {
      signal,
      label: 'TileJSON',
    });
    const [tileJson, footprint] = await Promise.all([asked, isKnown ? this.footprint : footprintOf(style, asked).catch(() => null)]);
    return { ranges, bands, algorithm, parameters, isMapped: mapped, tileJson, footprint };
  }

  #draw(drawn, fit) {
    Object.assign(this, drawn ?? { ranges: null, tileJson: null, parameters: [] });
    if (!drawn) {
      this.view.hideTiles();
      this.view.setOutline(null);
      return;
    }

    const { tileJson, footprint } = drawn;
    this.view.showTiles({ ...tileJson, tiles: tileJson.tiles.map(counted) }, this.layer.opacity);
    this.view.setOutline(footprint && { type: 'Feature', properties: {}, geometry: footprint.geometry });
    if (fit) {
      this.fit();
    }
  }
}

export { datasetOf };
