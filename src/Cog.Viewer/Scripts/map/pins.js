// A pin with its number, drawn at twice its size for sharp screens.
export function pinImage(text, colour) {
  const [width, height, radius] = [52, 64, 23];
  const canvas = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  canvas.beginPath();
  canvas.moveTo(width / 2, height - 2);
  canvas.arc(width / 2, radius + 3, radius, Math.PI * 0.8, Math.PI * 0.2);
  canvas.closePath();
  canvas.fillStyle = colour;
  canvas.fill();
  canvas.lineWidth = 4;
  canvas.strokeStyle = '#ffffff';
  canvas.stroke();
  canvas.fillStyle = '#ffffff';
  canvas.font = `600 ${text.length > 1 ? 24 : 28}px system-ui, sans-serif`;
  canvas.textAlign = 'center';
  canvas.textBaseline = 'middle';
  canvas.fillText(text, width / 2, radius + 4);
  return canvas.getImageData(0, 0, width, height);
}
