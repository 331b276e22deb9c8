// Draws a line or an area, by pointer or by keys: points are set where the map is clicked, or by Enter at its middle.
export class Drawing {
  #points = [];

  #pointer = null;

  /** @param onChanged told of the points so far, the one under the pointer last @param onDone of all points, or null */
  constructor(map, { onChanged, onDone }) {
    Object.assign(this, { map, onChanged, onDone, kind: null });
    const container = map.getCanvasContainer();
    map.on('click', (event) => {
      if (this.kind) {
        this.#add(event.lngLat);
      }
    });
    map.on('dblclick', (event) => {
      if (this.kind) {
        event.preventDefault();
        this.finish();
      }
    });
    map.on('mousemove', ({ lngLat }) => {
      if (this.kind) {
        this.#pointer = lngLat;
        this.#tell();
      }
    });
    map.on('move', () => {
      if (this.kind && container.contains(document.activeElement) && this.#pointer === null) {
        this.#tell();
      }
    });
    map.getContainer().addEventListener('keydown', (event) => {
      const action =
        this.kind &&
        {
          Enter: () => (event.shiftKey || event.ctrlKey ? this.finish() : this.#add(map.getCenter())),
          Backspace: () => {
            this.#points.pop();
            this.#tell();
          },
          Escape: () => this.cancel(),
        }[event.key];
      if (action) {
        event.preventDefault();
        event.stopPropagation();
        action();
      }
    });
  }

  /** @param kind 'line' or 'area' */
  start(kind) {
    Object.assign(this, { kind });
    [this.#points, this.#pointer] = [[], null];
    this.map.getCanvas().style.cursor = 'crosshair';
    this.#tell();
  }

  cancel() {
    this.#end(null);
  }

  finish() {
    // A double click has set its point twice.
    const points = this.#points.filter(
      (point, index, all) => index === 0 || point.lng !== all[index - 1].lng || point.lat !== all[index - 1].lat,
    );
    if (points.length >= (this.kind === 'line' ? 2 : 3)) {
      this.#end({ kind: this.kind, points });
    }
  }

  get count() {
    return this.#points.length;
  }

  #end(shape) {
    this.kind = null;
    this.map.getCanvas().style.cursor = '';
    this.onDone(shape);
  }

  #add({ lng, lat }) {
    const last = this.#points.at(-1);
    if (last && last.lng === lng && last.lat === lat) {
      return;
    }

    this.#points.push({ lng, lat });
    this.#tell();
  }

  #tell() {
    this.onChanged({
      kind: this.kind,
      points: [...this.#points, ...(this.#pointer ? [{ lng: this.#pointer.lng, lat: this.#pointer.lat }] : [])],
    });
  }
}
