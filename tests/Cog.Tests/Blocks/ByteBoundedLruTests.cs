using Cog.Blocks;
using Cog.Testing;

namespace Cog.Tests.Blocks;

public class ByteBoundedLruTests
{
    private readonly ByteBoundedLru<int, string> _lru = new(100);

    private string Add(int key, long bytes)
    {
        string value = $"value {key}";
        Assert.Same(value, _lru.GetOrAdd(key, value));
        _lru.SetSize(key, value, bytes);
        return value;
    }

    [Fact]
    public void The_least_recently_used_makes_room()
    {
        Add(1, 40);
        Add(2, 40);
        Assert.NotNull(_lru.Find(1));
        Add(3, 40);

        Assert.Equal((null, 80, 2), (_lru.Find(2), _lru.ByteCount, _lru.Count));
        Assert.NotNull(_lru.Find(1));
        Assert.NotNull(_lru.Find(3));
    }

    [Fact]
    public void What_is_not_weighed_yet_stays_however_little_room_there_is()
    {
        _lru.GetOrAdd(1, "being made");
        Add(2, 100);
        Add(3, 100);

        Assert.Equal(("being made", "being made", 100), (_lru.Find(1), _lru.GetOrAdd(1, "another"), _lru.ByteCount));
        Assert.True(_lru.SetSize(1, "being made", 10));
        Assert.Equal((null, 10), (_lru.Find(3), _lru.ByteCount));
    }

    [Fact]
    public void What_grows_pushes_others_out_and_what_shrinks_makes_room()
    {
        Add(1, 40);
        string second = Add(2, 40);
        Assert.True(_lru.SetSize(2, second, 90));
        Assert.Equal((null, 90), (_lru.Find(1), _lru.ByteCount));

        Assert.True(_lru.SetSize(2, second, 20));
        Add(3, 80);
        Assert.Equal((2, 100), (_lru.Count, _lru.ByteCount));
    }

    [Fact]
    public void What_does_not_fit_at_all_pushes_nothing_out()
    {
        Add(1, 60);
        string large = "large";
        _lru.GetOrAdd(2, large);

        Assert.False(_lru.SetSize(2, large, 101));
        Assert.Equal((1, 60), (_lru.Count, _lru.ByteCount));
    }

    [Fact]
    public void What_another_has_replaced_is_neither_weighed_nor_removed()
    {
        string first = Add(1, 10);
        _lru.Remove(1, first);
        Assert.Equal((0, 0), (_lru.Count, _lru.ByteCount));

        string other = new("value 1");
        _lru.GetOrAdd(1, other);
        _lru.Remove(1, first);
        Assert.False(_lru.SetSize(1, first, 50));
        Assert.Same(other, _lru.Find(1));
        Assert.Equal(0, _lru.ByteCount);
    }

    [Fact]
    public void Bytes_add_up_whatever_is_done()
    {
        Random random = Seeds.Random(1);
        var model = new Dictionary<int, (string Value, long Bytes)>();
        for (int i = 0; i < 20_000; i++)
        {
            int key = random.Next(30);
            string value = _lru.GetOrAdd(key, new string('x', key));
            if (random.Next(4) == 0)
            {
                _lru.Remove(key, value);
                model.Remove(key);
            }
            else
            {
                int bytes = random.Next(110);
                Assert.Equal(bytes <= 100, _lru.SetSize(key, value, bytes));
                model[key] = (value, bytes);
            }

            foreach (int gone in model.Keys.Where(k => _lru.Find(k) is null).ToArray())
            {
                model.Remove(gone);
            }

            Assert.Equal(model.Values.Sum(v => v.Bytes), _lru.ByteCount);
            Assert.InRange(_lru.ByteCount, 0, 100);
        }
    }
}
