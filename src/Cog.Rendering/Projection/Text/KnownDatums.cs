namespace Cog.Rendering.Projection.Text;

/// <summary>Datums that well-known text names without a code, of those that differ from WGS 84 and are common in files.</summary>
internal static class KnownDatums
{
    /// <summary>The EPSG code of the datum's geographic CRS; null when it is not among them.</summary>
    public static int? CodeOf(string name)
    {
        string plain = name.StartsWith("D_", StringComparison.Ordinal) ? name[2..] : name;
        return plain switch
        {
            "North_American_1983" or "North_American_Datum_1983" => 4269,
            "North_American_1927" or "North_American_Datum_1927" => 4267,
            "OSGB_1936" or "Ordnance_Survey_of_Great_Britain_1936" => 4277,
            "European_1950" or "European_Datum_1950" => 4230,
            "NTF" or "Nouvelle_Triangulation_Francaise" => 4275,
            "CH1903" => 4149,
            "CH1903+" => 4150,
            "Deutsches_Hauptdreiecksnetz" => 4314,
            "MGI" or "Militar-Geographische_Institut" => 4312,
            "Amersfoort" => 4289,
            "Belge_1972" or "Reseau_National_Belge_1972" => 4313,
            "S_JTSK" or "System_of_the_Unified_Trigonometrical_Cadastral_Network" => 4156,
            "Pulkovo_1942" => 4284,
            "Tokyo" => 4301,
            "Indian_1960" => 4131,
            "Arc_1950" => 4209,
            "Arc_1960" => 4210,
            "Cape" => 4222,
            "Hartebeesthoek94" or "Hartebeesthoek_1994" => 4148,
            "Australian_1966" or "Australian_Geodetic_Datum_1966" => 4202,
            "Australian_1984" or "Australian_Geodetic_Datum_1984" => 4203,
            "New_Zealand_1949" or "New_Zealand_Geodetic_Datum_1949" => 4272,
            "South_American_1969" or "South_American_Datum_1969" => 4618,
            "Provisional_S_American_1956" or "Provisional_South_American_Datum_1956" => 4248,
            _ => null,
        };
    }
}
