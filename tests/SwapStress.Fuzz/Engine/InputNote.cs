using System.IO.MemoryMappedFiles;
using System.Text;

namespace SwapStress.Fuzz.Engine;

/// <summary>
/// The number of the current input in a mapped file: a process that dies of a wild access leaves it behind, in
/// <c>swapstress-fuzz-TARGET</c> below the directory for temporary files. Gone after a run that ended.
/// </summary>
internal sealed class InputNote : IDisposable
{
    private const int Bytes = 4096;
    private const int Digits = 20;

    private readonly string _target;
    private readonly ulong _seed;
    private readonly string _file;
    private readonly MemoryMappedFile _mapping;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte[] _digits = new byte[Digits];
    private readonly int _place;
    private ulong _number;

    public InputNote(string target, ulong seed)
    {
        _target = target;
        _seed = seed;
        _file = Path.Combine(Path.GetTempPath(), $"swapstress-fuzz-{target.Replace(' ', '-')}-{Environment.ProcessId}");
        _mapping = MemoryMappedFile.CreateFromFile(_file, FileMode.Create, mapName: null, Bytes);
        _view = _mapping.CreateViewAccessor(0, Bytes);
        byte[] head = Encoding.UTF8.GetBytes($"{target}: seed {seed}, input ");
        _view.WriteArray(0, head, 0, head.Length);
        _place = head.Length;
    }

    /// <summary>The input that is at work.</summary>
    public ulong Number => Volatile.Read(ref _number);

    /// <summary>Notes an input before anything is done with it.</summary>
    public void Begin(ulong number)
    {
        Volatile.Write(ref _number, number);
        number.TryFormat(_digits, out int length, "D20");
        _view.WriteArray(_place, _digits, 0, length);
    }

    /// <summary>Which input it was, and what to set to have it again.</summary>
    public string Repeat(ulong number) =>
        $"{_target}, seed {_seed}, input {number} ({FuzzSettings.SeedName}={_seed} {FuzzSettings.FirstName}={number} "
        + $"{FuzzSettings.InputsName}=1 repeats it)";

    public void Dispose()
    {
        _view.Dispose();
        _mapping.Dispose();
        File.Delete(_file);
    }
}
