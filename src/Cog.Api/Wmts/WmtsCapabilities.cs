using System.Text;
using System.Xml;

namespace Cog.Api.Wmts;

/// <summary>
/// Writes the capabilities of a RESTful WMTS (OGC 07-057r7), with elements in the order of its schema and with TiTiler's content.
/// </summary>
internal sealed class WmtsCapabilities
{
    private const string WmtsNamespace = "http://www.opengis.net/wmts/1.0",
        OwsNamespace = "http://www.opengis.net/ows/1.1",
        XlinkNamespace = "http://www.w3.org/1999/xlink",
        SchemaNamespace = "http://www.w3.org/2001/XMLSchema-instance";

    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly WmtsRequest _request;
    private readonly XmlWriter _xml;

    private WmtsCapabilities(WmtsRequest request, XmlWriter xml) => (_request, _xml) = (request, xml);

    /// <summary>The document as UTF-8.</summary>
    /// <exception cref="CogException">The file is nowhere, or in a CRS that is not supported.</exception>
    public static byte[] Write(WmtsRequest request, IReadOnlyList<WmtsLayer> layers, MapLayer dataset)
    {
        using var stream = new MemoryStream();
        using (var xml = XmlWriter.Create(stream, new() { Encoding = s_utf8, Indent = true }))
        {
            new WmtsCapabilities(request, xml).WriteDocument(layers, dataset);
        }

        return stream.ToArray();
    }

    private void WriteDocument(IReadOnlyList<WmtsLayer> layers, MapLayer dataset)
    {
        _xml.WriteStartElement("Capabilities", WmtsNamespace);
        _xml.WriteAttributeString("xmlns", "ows", null, OwsNamespace);
        _xml.WriteAttributeString("xmlns", "xlink", null, XlinkNamespace);
        _xml.WriteAttributeString("xmlns", "xsi", null, SchemaNamespace);
        _xml.WriteAttributeString(
            "schemaLocation",
            SchemaNamespace,
            $"{WmtsNamespace} http://schemas.opengis.net/wmts/1.0/wmtsGetCapabilities_response.xsd"
        );
        _xml.WriteAttributeString("version", "1.0.0");

        _xml.WriteStartElement("ServiceIdentification", OwsNamespace);
        Ows("Title", "Web Map Tile Service by Cog Functions");
        Ows("ServiceType", "OGC WMTS");
        Ows("ServiceTypeVersion", "1.0.0");
        _xml.WriteEndElement();

        _xml.WriteStartElement("OperationsMetadata", OwsNamespace);
        WriteOperation("GetCapabilities");
        WriteOperation("GetTile");
        _xml.WriteEndElement();

        _xml.WriteStartElement("Contents", WmtsNamespace);
        BoundingBox place = dataset.BoundsIn(Crs.Wgs84);
        foreach (WmtsLayer layer in layers)
        {
            WriteLayer(layer, place, layer.BoundsOf(dataset.Grid));
        }

        foreach (WmtsLayer layer in layers.DistinctBy(layer => layer.Set.Id))
        {
            WriteSet(layer.Set);
        }

        _xml.WriteEndElement();

        WriteReference("ServiceMetadataURL", WmtsNamespace);
        _xml.WriteEndElement();
        _xml.WriteEndElement();
    }

    private void WriteOperation(string name)
    {
        _xml.WriteStartElement("Operation", OwsNamespace);
        _xml.WriteAttributeString("name", name);
        _xml.WriteStartElement("DCP", OwsNamespace);
        _xml.WriteStartElement("HTTP", OwsNamespace);
        WriteReference("Get", OwsNamespace);
        _xml.WriteStartElement("Constraint", OwsNamespace);
        _xml.WriteAttributeString("name", "GetEncoding");
        _xml.WriteStartElement("AllowedValues", OwsNamespace);
        Ows("Value", "RESTful");
        _xml.WriteEndElement();
        _xml.WriteEndElement();
        _xml.WriteEndElement();
        _xml.WriteEndElement();
        _xml.WriteEndElement();
        _xml.WriteEndElement();
    }

    private void WriteLayer(WmtsLayer layer, BoundingBox place, BoundingBox? box)
    {
        _xml.WriteStartElement("Layer", WmtsNamespace);
        Ows("Title", layer.Name);

        // One on each side of ±180°: OGC 06-121r3 section 10.2.2 has as many boxes as are needed.
        foreach (
            BoundingBox part in place.MinX > place.MaxX
                ? [place with { MaxX = 180 }, place with { MinX = -180 }]
                : (ReadOnlySpan<BoundingBox>)[place]
        )
        {
            _xml.WriteStartElement("WGS84BoundingBox", OwsNamespace);
            _xml.WriteAttributeString("crs", "urn:ogc:def:crs:OGC:2:84");
            WriteCorners(part, isNorthFirst: false);
            _xml.WriteEndElement();
        }

        Ows("Identifier", layer.Name);
        if (box is { } own)
        {
            // Exact, where the box of longitudes and latitudes is drawn around a turned one.
            _xml.WriteStartElement("BoundingBox", OwsNamespace);
            _xml.WriteAttributeString("crs", CrsOf(layer.Set));
            WriteCorners(own, TileMatrixSetDocument.IsNorthFirst(layer.Set));
            _xml.WriteEndElement();
        }

        _xml.WriteStartElement("Style", WmtsNamespace);
        _xml.WriteAttributeString("isDefault", "true");
        Ows("Title", layer.Name);
        Ows("Identifier", layer.Name);
        _xml.WriteEndElement();

        Wmts("Format", _request.MediaType);
        _xml.WriteStartElement("TileMatrixSetLink", WmtsNamespace);
        Wmts("TileMatrixSet", layer.Set.Id);
        _xml.WriteStartElement("TileMatrixSetLimits", WmtsNamespace);
        foreach (TileMatrixLimits limits in layer.Limits)
        {
            _xml.WriteStartElement("TileMatrixLimits", WmtsNamespace);
            Wmts("TileMatrix", Number(limits.Zoom));
            WriteNumbers("MinTileRow", limits.MinTileRow, "MaxTileRow", limits.MaxTileRow);
            WriteNumbers("MinTileCol", limits.MinTileCol, "MaxTileCol", limits.MaxTileCol);
            _xml.WriteEndElement();
        }

        _xml.WriteEndElement();
        _xml.WriteEndElement();

        _xml.WriteStartElement("ResourceURL", WmtsNamespace);
        _xml.WriteAttributeString("format", _request.MediaType);
        _xml.WriteAttributeString("resourceType", "tile");
        _xml.WriteAttributeString(
            "template",
            _request.Addresses.WmtsTiles(layer.Set.Id, $".{_request.Extension}", layer.Render?.Parameters)
        );
        _xml.WriteEndElement();
        _xml.WriteEndElement();
    }

    private void WriteSet(TileMatrixSet set)
    {
        _xml.WriteStartElement("TileMatrixSet", WmtsNamespace);
        Ows("Identifier", set.Id);
        Ows("SupportedCRS", CrsOf(set));
        foreach (TileMatrixDocument matrix in TileMatrixSetDocument.Of(set).TileMatrices)
        {
            _xml.WriteStartElement("TileMatrix", WmtsNamespace);
            Ows("Identifier", matrix.Id);
            Wmts("ScaleDenominator", Number(matrix.ScaleDenominator ?? 0));
            Wmts("TopLeftCorner", $"{Number(matrix.PointOfOrigin[0])} {Number(matrix.PointOfOrigin[1])}");
            WriteNumbers("TileWidth", matrix.TileWidth, "TileHeight", matrix.TileHeight);
            WriteNumbers("MatrixWidth", matrix.MatrixWidth, "MatrixHeight", matrix.MatrixHeight);
            _xml.WriteEndElement();
        }

        _xml.WriteEndElement();
    }

    private void WriteNumbers(string first, long firstNumber, string second, long secondNumber)
    {
        Wmts(first, Number(firstNumber));
        Wmts(second, Number(secondNumber));
    }

    private string CrsOf(TileMatrixSet set) => _request.UsesEpsg && set.Crs.EpsgCode is { } code ? $"EPSG:{Number(code)}" : set.CrsName;

    private void WriteCorners(BoundingBox box, bool isNorthFirst)
    {
        Ows("LowerCorner", isNorthFirst ? $"{Number(box.MinY)} {Number(box.MinX)}" : $"{Number(box.MinX)} {Number(box.MinY)}");
        Ows("UpperCorner", isNorthFirst ? $"{Number(box.MaxY)} {Number(box.MaxX)}" : $"{Number(box.MaxX)} {Number(box.MaxY)}");
    }

    private void WriteReference(string element, string space)
    {
        _xml.WriteStartElement(element, space);
        _xml.WriteAttributeString("href", XlinkNamespace, Legal(_request.Addresses.Self));
    }

    private void Ows(string name, string value) => _xml.WriteElementString(name, OwsNamespace, Legal(value));

    private void Wmts(string name, string value) => _xml.WriteElementString(name, WmtsNamespace, Legal(value));

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    // What an address may hold and XML may not (XML 1.0 section 2.2): control characters and halves of surrogate pairs.
    private static string Legal(string text)
    {
        StringBuilder? legal = null;
        for (int i = 0; i < text.Length; i++)
        {
            bool isPair = i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]);
            if (isPair)
            {
                i++;
            }
            else if (!XmlConvert.IsXmlChar(text[i]))
            {
                legal ??= new(text);
                legal[i] = '\uFFFD';
            }
        }

        return legal?.ToString() ?? text;
    }
}
