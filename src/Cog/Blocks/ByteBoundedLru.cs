namespace Cog.Blocks;

/// <summary>
/// Values in memory, the least recently used first out, bounded by the bytes that they are said to take. One that is still being made takes
/// none and stays until it is weighed or removed.
/// </summary>
/// <remarks>So who asks for a value that another is making gets the same one, however small the bound. Safe for concurrent calls.</remarks>
/// <typeparam name="TKey">What a value is found by.</typeparam>
/// <typeparam name="TValue">Compared by reference.</typeparam>
internal sealed class ByteBoundedLru<TKey, TValue>
    where TKey : notnull
    where TValue : class
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TKey, LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _weighed = []; // The most recently used first.
    private long _bytes;

    /// <summary>Creates an empty cache.</summary>
    /// <param name="maxBytes">0 keeps nothing that is weighed.</param>
    public ByteBoundedLru(long maxBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxBytes);
        MaxBytes = maxBytes;
    }

    /// <summary>What all values together may take.</summary>
    public long MaxBytes { get; }

    /// <summary>Bytes in use.</summary>
    public long ByteCount
    {
        get
        {
            lock (_gate)
            {
                return _bytes;
            }
        }
    }

    /// <summary>How many there are, those not weighed yet among them.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>The value of a key, used just now; null when there is none.</summary>
    public TValue? Find(TKey key)
    {
        lock (_gate)
        {
            return _entries.TryGetValue(key, out LinkedListNode<Entry>? node) ? Use(node) : null;
        }
    }

    /// <summary>The value of a key, used just now; <paramref name="candidate"/>, not weighed yet, where there was none.</summary>
    public TValue GetOrAdd(TKey key, TValue candidate)
    {
        lock (_gate)
        {
            if (_entries.TryGetValue(key, out LinkedListNode<Entry>? node))
            {
                return Use(node);
            }

            _entries.Add(key, new(new(key, candidate)));
            return candidate;
        }
    }

    /// <summary>
    /// Weighs a value, for the first time or anew, and lets go of what no longer fits: of the value itself when it alone takes more than
    /// <see cref="MaxBytes"/>.
    /// </summary>
    /// <returns>False when it is not here: removed before, or too large.</returns>
    public bool SetSize(TKey key, TValue value, long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        lock (_gate)
        {
            if (!_entries.TryGetValue(key, out LinkedListNode<Entry>? node) || node.Value.Value != value)
            {
                return false;
            }

            _bytes += bytes - node.Value.Bytes;
            node.Value.Bytes = bytes;
            if (bytes > MaxBytes)
            {
                Remove(node);
                return false;
            }

            if (node.List is null)
            {
                _weighed.AddFirst(node);
            }
            else
            {
                Use(node);
            }

            while (_bytes > MaxBytes)
            {
                Remove(_weighed.Last!); // Never this one: it stands first and fits.
            }

            return true;
        }
    }

    /// <summary>Removes a value, unless another has taken its place.</summary>
    public void Remove(TKey key, TValue value)
    {
        lock (_gate)
        {
            if (_entries.TryGetValue(key, out LinkedListNode<Entry>? node) && node.Value.Value == value)
            {
                Remove(node);
            }
        }
    }

    private TValue Use(LinkedListNode<Entry> node)
    {
        if (node.List is not null && node != _weighed.First)
        {
            _weighed.Remove(node);
            _weighed.AddFirst(node);
        }

        return node.Value.Value;
    }

    private void Remove(LinkedListNode<Entry> node)
    {
        _entries.Remove(node.Value.Key);
        _bytes -= node.Value.Bytes;
        if (node.List is not null)
        {
            _weighed.Remove(node);
        }
    }

    private sealed class Entry(TKey key, TValue value)
    {
        public TKey Key => key;

        public TValue Value => value;

        /// <summary>0 until it is weighed.</summary>
        public long Bytes { get; set; }
    }
}
