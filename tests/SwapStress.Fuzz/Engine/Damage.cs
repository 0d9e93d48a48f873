namespace SwapStress.Fuzz.Engine;

/// <summary>What happens to bytes that were whole.</summary>
internal static class Damage
{
    /// <summary>Damages bytes in place one to four times; they may get longer or shorter.</summary>
    /// <param name="input">The choices.</param>
    /// <param name="buffer">Where they lie, with room to grow.</param>
    /// <param name="length">How many there are.</param>
    /// <param name="other">Other bytes, which parts are taken from.</param>
    /// <returns>How many there are now; perhaps none.</returns>
    public static int Apply(FuzzInput input, Span<byte> buffer, int length, ReadOnlySpan<byte> other)
    {
        for (int i = input.Below(4); i >= 0; i--)
            length = ApplyOne(input, buffer, length, other);
        return length;
    }

    /// <summary>The same without a change of length.</summary>
    public static void ApplyWithin(FuzzInput input, Span<byte> bytes, ReadOnlySpan<byte> other)
    {
        for (int i = input.Below(4); i >= 0; i--)
            Overwrite(input, bytes, other, input.Below(4));
    }

    private static int ApplyOne(FuzzInput input, Span<byte> buffer, int length, ReadOnlySpan<byte> other)
    {
        int kind = input.Below(8);
        switch (kind)
        {
            case 4:
                return input.Below(length + 1);
            case 5:
                int longer = Math.Min(buffer.Length, length + 1 + input.Below(64));
                input.Fill(buffer[length..longer]);
                return longer;
            case 6 when length > 0:
                int cut = input.Below(length);
                int count = Math.Min(1 + input.Below(16), length - cut);
                buffer[(cut + count)..length].CopyTo(buffer[cut..]);
                return length - count;
            case 7:
                int keep = input.Below(length + 1);
                int from = input.Below(other.Length);
                int taken = Math.Min(other.Length - from, buffer.Length - keep);
                other.Slice(from, taken).CopyTo(buffer[keep..]);
                return keep + taken;
            default:
                Overwrite(input, buffer[..length], other, kind);
                return length;
        }
    }

    private static void Overwrite(FuzzInput input, Span<byte> bytes, ReadOnlySpan<byte> other, int kind)
    {
        if (bytes.IsEmpty)
            return;
        int place = input.Chance(30) ? input.Below(Math.Min(bytes.Length, 16)) : input.Below(bytes.Length);
        Span<byte> rest = bytes[place..];
        switch (kind)
        {
            case 0:
                rest[0] ^= (byte)(1 << input.Below(8));
                break;
            case 1:
                rest[0] = input.Chance(50) ? (byte)input.Next() : input.Pick(Telling);
                break;
            case 2:
                input.Fill(rest[..Math.Min(rest.Length, 1 + input.Below(32))]);
                break;
            default:
                int from = input.Below(other.Length);
                other[from..Math.Min(other.Length, from + Math.Min(rest.Length, 1 + input.Below(128)))].CopyTo(rest);
                break;
        }
    }

    /// <summary>Bytes at which lengths go on in the next byte, or are nothing.</summary>
    private static readonly byte[] Telling = [0x00, 0x01, 0x0f, 0x10, 0x7f, 0x80, 0xf0, 0xff];
}
