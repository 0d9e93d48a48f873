namespace SwapStress.Races;

/// <summary>A mail of the kernel's lists.</summary>
/// <param name="Subject">Its subject.</param>
/// <param name="Author">Who wrote it.</param>
/// <param name="Date">The day it was sent.</param>
/// <param name="MessageId">Its message id, which lore.kernel.org finds it by.</param>
internal sealed record KernelMail(string Subject, string Author, DateOnly Date, string MessageId)
{
    /// <summary>Where it can be read.</summary>
    public string Url => $"https://lore.kernel.org/all/{MessageId}/";

    /// <summary>Subject, author and day.</summary>
    public override string ToString() => $"{Subject}, {Author}, {Date:yyyy-MM-dd}";
}
