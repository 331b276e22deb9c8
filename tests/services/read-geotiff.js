// geotiff.js reads a GeoTIFF at an address by ranges. Prints, as JSON, its size, box, nodata value and the sum of its first band.
"use strict";

const { fromUrl } = require("geotiff");

(async () => {
    const tiff = await fromUrl(process.argv[2]);
    const image = await tiff.getImage();
    const [band] = await image.readRasters();
    console.log(
        JSON.stringify({
            width: image.getWidth(),
            height: image.getHeight(),
            bands: image.getSamplesPerPixel(),
            box: image.getBoundingBox(),
            noData: image.getGDALNoData(),
            sum: band.reduce((sum, value) => sum + value, 0),
        }),
    );
})().catch((error) => {
    console.error(error);
    process.exit(1);
});
