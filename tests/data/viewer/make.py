"""Two small files of the sample island for the tests of the viewer: /usr/bin/python3 make.py (GDAL 3.6.2)."""
import pathlib
import numpy
from osgeo import gdal

gdal.UseExceptions()
here = pathlib.Path(__file__).parent
sample = here.parents[2] / "src/Cog.Cli/Sample"
size = 256
rgb = gdal.Translate("", str(sample / "island-rgb.tif"), format="MEM", width=size, height=size, resampleAlg="average", bandList=[1, 2, 3, "mask"])
heights = gdal.Translate("", str(sample / "island-dem.tif"), format="MEM", width=size, height=size, resampleAlg="average").ReadAsArray()
red, green, blue, mask = rgb.ReadAsArray().astype(int)


def write(name, bands, data_type, options, prepare):
    dataset = gdal.GetDriverByName("MEM").Create("", size, size, len(bands), data_type)
    dataset.SetGeoTransform(rgb.GetGeoTransform())
    dataset.SetProjection(rgb.GetProjection())
    for number, values in enumerate(bands, 1):
        band = dataset.GetRasterBand(number)
        band.WriteArray(numpy.where(mask > 127, values, 0))
        band.SetNoDataValue(0)
        prepare(band, number)
    gdal.Translate(str(here / name), dataset, format="COG", creationOptions=["COMPRESS=DEFLATE", "BLOCKSIZE=128", *options])


def name_band(band, number):
    band.SetDescription(["Red (B04)", "Green (B03)", "Blue (B02)", "Near infrared (B08)"][number - 1])
    band.SetColorInterpretation([gdal.GCI_RedBand, gdal.GCI_GreenBand, gdal.GCI_BlueBand, gdal.GCI_Undefined][number - 1])


def add_palette(band, _):
    table = gdal.ColorTable()
    for entry, colour in enumerate([(0, 0, 0, 0), (240, 220, 150), (160, 200, 90), (90, 160, 60), (40, 110, 50), (140, 120, 90), (235, 235, 235)]):
        table.SetColorEntry(entry, colour)
    band.SetColorTable(table)
    band.SetDescription("Land cover")


infrared = (green * 28 + 1500 - red * 6).clip(1, 65535)
write("bands.tif", [red * 13 + 300, green * 12 + 400, blue * 11 + 500, infrared], gdal.GDT_UInt16, ["PREDICTOR=2"], name_band)
write("landcover.tif", [numpy.digitize(heights, [20, 80, 200, 400, 700]) + 1], gdal.GDT_Byte, [], add_palette)
