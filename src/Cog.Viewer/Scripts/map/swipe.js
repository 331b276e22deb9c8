// Two maps one over the other, which move together; a bar says how much of the left one is seen.
export class Swipe {
  /** @param frame of both maps @param bar between them @param onMoved told of the bar's place, from 0 to 1 */
  constructor(frame, bar, onMoved) {
    Object.assign(this, { frame, bar, onMoved, at: 0.5 });
    bar.addEventListener('pointerdown', (event) => {
      event.preventDefault();
      bar.setPointerCapture(event.pointerId);
      bar.focus();
    });
    bar.addEventListener('pointermove', (event) => {
      if (bar.hasPointerCapture(event.pointerId)) {
        const box = frame.getBoundingClientRect();
        this.place((event.clientX - box.left) / box.width);
      }
    });
    bar.addEventListener('pointerup', () => onMoved(this.at));
    bar.addEventListener('keydown', (event) => {
      const to = { ArrowLeft: this.at - 0.05, ArrowRight: this.at + 0.05, Home: 0, End: 1 }[event.key];
      if (to !== undefined) {
        event.preventDefault();
        this.place(to);
        onMoved(this.at);
      }
    });
  }

  /** @param left @param right MapLibre maps; the right one lies above */
  start(left, right) {
    this.right = right;
    const follow = (leader, follower) =>
      leader.on('move', () => {
        if (!this.isFollowing) {
          this.isFollowing = true;
          follower.jumpTo({ center: leader.getCenter(), zoom: leader.getZoom() });
          this.isFollowing = false;
        }
      });
    const subscriptions = [follow(left, right), follow(right, left)];
    this.stop = () => {
      subscriptions.forEach((subscription) => subscription.unsubscribe());
      this.right = null;
    };
    this.place(this.at);
  }

  place(at) {
    this.at = Math.min(Math.max(at, 0), 1);
    const percent = this.at * 100;
    this.bar.style.left = `${percent}%`;
    this.bar.setAttribute('aria-valuenow', Math.round(percent));
    if (this.right) {
      this.right.getContainer().style.clipPath = `inset(0 0 0 ${percent}%)`;
    }
  }
}
