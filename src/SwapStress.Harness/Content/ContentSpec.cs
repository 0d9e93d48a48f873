namespace SwapStress.Harness.Content;

/// <summary>What fills the pages behind the counter and the stamp.</summary>
internal enum ContentKind
{
    /// <summary>The files of the installed runtime: real code and data, so that compression is real.</summary>
    Runtime,

    /// <summary>Zeros, as in the original reproducer.</summary>
    Zero,

    /// <summary>Seeded random bytes, which do not compress.</summary>
    Random,

    /// <summary>A file of the user's.</summary>
    File,
}

/// <summary>A choice of page content, as <c>--content</c> spells it.</summary>
/// <param name="Path">The file, for <see cref="ContentKind.File"/>.</param>
internal sealed record ContentSpec(ContentKind Kind, string? Path = null)
{
    private const string FilePrefix = "file:";

    /// <summary>The default.</summary>
    public static ContentSpec Runtime { get; } = new(ContentKind.Runtime);

    /// <summary>Parses runtime, zero, random or file:PATH; the file itself is not looked at.</summary>
    /// <exception cref="UsageException">None of these.</exception>
    public static ContentSpec Parse(string text)
    {
        if (text.StartsWith(FilePrefix, StringComparison.Ordinal) && text.Length > FilePrefix.Length)
            return new ContentSpec(ContentKind.File, text[FilePrefix.Length..]);
        return text switch
        {
            "runtime" => Runtime,
            "zero" => new ContentSpec(ContentKind.Zero),
            "random" => new ContentSpec(ContentKind.Random),
            _ => throw new UsageException($"unknown --content '{text}'; write runtime, zero, random or file:PATH"),
        };
    }

    /// <summary>The spelling that <see cref="Parse"/> reads.</summary>
    public override string ToString() =>
        Kind switch
        {
            ContentKind.Runtime => "runtime",
            ContentKind.Zero => "zero",
            ContentKind.Random => "random",
            _ => FilePrefix + Path,
        };
}
